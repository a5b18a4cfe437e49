# 字段取值错误。
value-required = 必填，请补充。
value-stage-needs = “{ $stage }”阶段需要此项。请补充，或先将卡片移回。
value-too-long =
    { $max ->
       *[other] 过长,最多 { $max } 个字符,请缩短。
    }
value-too-long-bytes = 过长，最多 { $max } KiB，请缩短。
value-too-many = 条目过多，最多 { $max } 条，请删减。
value-control = 含有控制字符，请删除。
value-not-text = 不是文本，请输入文字。
value-not-number = 不是整数，请只输入数字。
value-out-of-range = 超出范围，请输入 { $min } 至 { $max } 之间的数。
value-not-percent = 超出范围，请输入 0 至 { $max } 之间的百分比。
value-not-length = 超出范围，请输入 { $min } 至 { $max } 之间的时长。
value-not-flag = 只能为“是”或“否”，请选择。
value-not-date = 不是日期，请按 2026-03-06 的格式输入。
value-not-instant = 不是时间，请按 2026-03-06T10:00:00Z 的格式输入。
value-not-money = 不是金额，请输入数字和币种。
value-not-zone = 不是时区，请按 Asia/Shanghai 的格式输入。
value-not-currency = 不是币种，请输入 CNY 之类的代码。
value-not-choice = 不在可选范围内，请从列表选择。
value-not-list = 不是列表，请分条输入。
value-not-id = 未指向任何记录，请选择。
value-twice = 有重复条目，请删除。
value-range-backward = 结束早于开始，请修正其一。
value-unknown-field = 没有字段 { $field }，请检查名称。
value-circle = 这会绕回到该记录自身。请另选一条，或留空。
value-chance-reason = 请说明为何赢率与阶段不同。
value-chance-most = 此阶段最高 { $most }。请调低，或先将卡片前移。
value-chance-none = 赢率为零即为丢单。请将卡片移到“丢单”，或填写赢率。
value-tender-late = 投标截止于 { $date }，此前不会有结果。请修正其中一个日期。
value-tier-reason = 请说明为何手工设定等级。
value-tier-until = 请填写该等级有效至哪一天。
value-closed-reason = 请说明关闭该客户的原因。
value-closed-day = 请填写客户自哪一天起关闭。
value-deputy = 副手与负责人是同一人。请另选一人，或留空。
value-growth-note = 请说明各成长信号的具体表现。
value-insight = 请写明这条关键信息说明了什么。
value-account-closed = { $account } 已于 { $date } 关闭，不再接受商机。请另选客户，或重新启用该客户。
value-closed-deals =
    { $count ->
       *[other] 还有 { $count } 个商机未结束，如 { $code }。请先结束这些商机，再关闭客户。
    }
value-still-works = 此人仍在 { $account } 任职。请先填写那份任职的结束日期。
