# 金额
input-money-empty = 未填金额。请输入，例如 12.5万、84k 或 1200。
input-money-unreadable = “{ $text }”不是金额。请写成 12.5万、1,234.50、84k 或 $1.2M。
input-money-groups = “{ $text }”的分隔符有误。请写成 1,234,567.89 或 1 234 567,89。
input-money-negative = “{ $text }”小于零。请去掉负号。
input-money-decimals = “{ $text }”的小数位过多：{ $ccy } 只有 { $count } 位小数。请先四舍五入。
input-money-whole = “{ $text }”带小数，而 { $ccy } 没有小数位。请填写整数金额。
input-money-large = “{ $text }”超出可存储的范围。请检查数字和单位。
input-money-two-currencies = “{ $text }”写了两种币种。请只保留一种。
input-money-currency = { $text } 不是币种。请用 ISO 代码，例如 CNY、RUB、USD。
input-money-sum = 无法判断“{ $text }”中的单位属于哪几项。请给每一项写上单位。

# 日期和时间
input-date-empty = 未填日期。请输入，例如 2026-03-06、明天 或 +2w。
input-date-unreadable = “{ $text }”不是日期。请写成 2026-03-06、2026年3月6日、下周一 或 +3d。
input-date-ambiguous = “{ $text }”可能是“日/月”，也可能是“月/日”。请写成 2026-03-06。
input-date-none = 日历上没有“{ $text }”这一天。请检查月和日。
input-date-range = “{ $text }”不在 { $first } 年到 { $last } 年之间。请检查年份。
input-time = “{ $text }”不是有效时刻。请写成 09:30。
input-instant-none = { $tz } 的时钟不会出现“{ $text }”。请换一个时间。

# 时区
input-zone-empty = 未填时区。请写时区名，例如 Asia/Shanghai。
input-zone-unknown = “{ $text }”不是时区。请写“洲/城市”，例如 Asia/Shanghai 或 Europe/Moscow。
input-zone-several = “{ $text }”可以指多个时区。请写“洲/城市”，例如 Asia/Shanghai。
input-zone-short = “{ $text }”是缩写，含义不精确。请写 { $instead }。
input-zone-offset = “{ $text }”是固定偏移，不随夏令时等调整变化。请写“洲/城市”，例如 Asia/Yekaterinburg。
input-zone-offset-instead = “{ $text }”是固定偏移，不随夏令时等调整变化。请写地名，例如 { $instead }。

# 服务级别目标值
input-value-empty = 未填目标值。请输入，例如 99.9%、30分钟 或 4小时。
input-value-unreadable = “{ $text }”不是目标值。请写数字加单位，例如 99.9%、30分钟 或 4小时。
input-value-unit = “{ $text }”没有单位。请写成 30分钟、4小时 或 2天。
input-value-negative = “{ $text }”小于零。请去掉负号。
input-value-fine = “{ $text }”比该指标的计量精度更细。请取整或改用更小的单位。
input-value-large = “{ $text }”超出可存储的范围。请检查数字和单位。
