# 访谈对档案的建议。

feeds-title = { $name } 提出 { $count } 条建议
feeds-title-loading = 本次访谈的建议
feeds-none = 没有建议：档案已与回答一致。
feeds-none-taken = 没有勾选任何一条。请勾选要采纳的建议。
feeds-changed = 这些记录刚被他人修改。请重新查看建议。
feeds-keys = { $tick } 勾选或取消 · { $take } 一次采纳全部勾选项 · { $back } 保持原样
feeds-new = 新建{ $kind }：{ $name }
feeds-old = 现为：{ $value }
feeds-becomes = 改为：{ $value }
feeds-empty = 空
feeds-decides = 拍板
feeds-along = 同时：{ $what }
feeds-desired = 待与客户确认。
feeds-no-such = 没有建议 { $key }。“canvass interview feeds”可列出全部建议。
feeds-taken = 已采纳 { $count } 条建议。
feeds-column-key = 建议
feeds-column-where = 位置
feeds-column-old = 现值
feeds-column-new = 新值
