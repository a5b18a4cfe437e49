# 需求：处理、覆盖情况、无着落的内容。

need-why = 为什么要“{ $name }”？
need-merge-title = 哪条需求与 { $code } 说的是同一件事？保留所选，{ $code } 归档。
need-merge-itself = 需求不能与自己合并，请另选一条。
need-merge-archived = { $code } 已归档。请先恢复，或另选一条需求。
need-merge-other-deal = { $code } 属于另一个商机，只能合并同一商机的需求。
need-confirm-title = 谁确认了“{ $name }”？
need-confirm-who = 请填写客户方的确认人。
need-confirm-priority = 确认前请先填写优先级。
need-reject-title = 为什么不做“{ $name }”？
need-reject-why = 请说明不做的理由。
need-defer-title = “{ $name }”推迟到什么时候？
need-defer-when = 请填写推迟到哪一天。
need-state-derived = 此状态由关联自动得出。请把协议的条款或指标关联到该需求。
need-state-no-way = 当前为“{ $state }”，不能直接这样变更。请先退回“已分析”。
need-no-further = 当前为“{ $state }”。下一步由协议得出：请关联条款或指标。
need-no-back = 当前为“{ $state }”，前面没有其他状态。
need-rank-full = 关键需求已有 { $count } 条。请先把其中一条移出列表。
need-rank-gone = { $code } 已归档、推迟或否决，不能列为关键需求。

needs-covered = 覆盖 { $share } %
needs-musts = 必备 { $met }/{ $musts }
needs-unweighed = { $count } 条未定优先级
needs-none = 该商机还没有需求。
needs-none-how = 按 { $key } 新建；在访谈中按 Ctrl+N 可由回答生成。
needs-ask-why = 还没有追问为什么。按 { $key } 记下背后的真正需求。
needs-unvoiced = 没有回答指向它：是谁提出的？
needs-no-deal = 光标处没有需求。请先打开商机（{ $key }），再看它的需求。
needs-made-where = 需求属于商机，请在商机或访谈中新建。
needs-filter-where = 请在全部需求的列表中筛选：先返回一步。
needs-no-orphans = 这里没有遗漏。

orphan-none = 全部
orphan-unvoiced = 无人提出
orphan-unasked = 未追问原因
orphan-unpromised = 必备未承诺
orphan-loose-gaps = 差距缺需求或措施
orphan-unfounded = 条款无来源
orphan-unsupported = 指标无OLA/UC支撑
orphan-column-kind = 类别
orphan-column-title = 名称

thread-behind = 由此追问得出
thread-ladder = 背后的需求
thread-gap = 差距
thread-confirmed = 确认人
thread-said = 回答人
thread-wanted = 提出人
thread-their-words = 其回答
thread-their-need = 其需求
thread-their-yes = 由其确认
thread-merged = 已并入此条
thread-merged-into = 并入此条

interview-confirm-who = 请填写客户方的纪要确认人。
cli-answer-form = “{ $text }”不是有内容的回答。请写访谈编号和题号，如 INT-2026-0001/N03；“canvass interview show”可列出回答。
cli-need-merged = { $goes } 已并入 { $stays }。

# What Tab and F2 do here, in the footer.
interview-next-cell = 下一格
interview-next-question = 下一题
interview-to-needs = 需求
interview-to-questions = 题目
interview-to-answer = 回答
needs-next-view = 下一视图
needs-of-all = 全部商机
needs-of-deal = 只看本商机
record-next-section = 下一分区
interview-make-need = 转为需求
interview-not-known = 暂不清楚
