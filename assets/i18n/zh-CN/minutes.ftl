# 给客户的纪要与清单：文档用语与导出。

minutes-title = 访谈纪要：{ $name }
minutes-needs-title = 需求清单
minutes-when = 日期
minutes-needs = 记录的需求
minutes-open = 待答问题
minutes-question = 问题
minutes-whom = 问谁
minutes-by = 期限
minutes-needs-confirmed = 确认人与日期
minutes-deferred = 已推迟
minutes-confirmation = 确认
minutes-please = 如有不符或遗漏，请告知我们。无异议请签署姓名、日期并签字确认。
minutes-confirmed = 由 { $name } 确认，{ $day }。
minutes-name = 姓名
minutes-day = 日期
minutes-signature = 签字

minutes-export-title = 导出哪份文档？
minutes-export-docx = Word 文档（DOCX），{ $language }
minutes-export-markdown = Markdown，{ $language }
minutes-nobody = 本次访谈没有填写客户方人员。请先补充。
minutes-confirm-title = 谁确认了 { $code } 的纪要？
minutes-not-finished = { $code } 尚未结束。请先结束访谈，再由客户确认纪要。
needs-export-where = 清单交给一个客户：请先打开某个商机的需求。
export-not-packed = 文档生成失败：{ $reason }。请重试，或改用 Markdown。
