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
