# 服务时间
time-backward = 结束早于开始：从 { $from } 到 { $to }。请对调两个时间。
time-negative = 不能加上负的时长。请去掉负号。
time-range = { $day } 不在 { $first } 到 { $last } 年之内，该范围之外没有时区资料。请检查日期。

# 日历未涵盖的日子
calendar-outside = 日历“{ $calendar }”的有效期为 { $first } 至 { $last }，{ $day } 不在其中。请换用涵盖这一天的日历，或补上节假日并延长有效期。
calendar-before = 日历“{ $calendar }”自 { $first } 起有效，{ $day } 早于此日。请换用涵盖这一天的日历，或补上节假日并延长有效期。
calendar-after = 日历“{ $calendar }”有效至 { $last }，{ $day } 晚于此日。请换用涵盖这一天的日历，或补上节假日并延长有效期。

# 日历条目
calendar-never = 日历“{ $calendar }”从不开放。请至少为一周中的某天填写时段。
calendar-no-monday = “{ $entry }”沿用周一的时段，但周一没有时段。请在日期后写明时段。
calendar-entry-week = “{ $entry }”不是每周时段。请写成 mon 09:00-17:00 或 mon-fri 09:00-12:00 13:30-18:00。
calendar-entry-day = “{ $entry }”不是日期。请写成 2026-10-01。
calendar-entry-dated = “{ $entry }”不是日期加时段。请写成 2026-04-30 09:00-17:00。
calendar-entry-window = “{ $entry }”中的时段不成立。开始不晚于 23:59，结束晚于开始且不晚于 48:00。

# 日历文件
calendar-file-syntax = 此处不符合 TOML 格式：{ $detail }。请改正这一行。
calendar-file-key = 此处没有“{ $key }”这一项。可用的有：{ $known }。
calendar-file-missing = 缺少“{ $key }”。请补上。
calendar-file-wrong = “{ $found }”不合适。此处应为：{ $wanted }。
calendar-file-never = 这个日历从不开放。请添加 [[windows]]，写明 days、open 和 close。
calendar-file-closed = 特殊日需要写明时段，如 windows = [["09:00","17:00"]]；全天休息的日子请写到 holidays。
calendar-file-endless = 节假日和调休只公布到某一天。请添加 valid_to，即本日历涵盖的最后一天。
calendar-wants-text = 引号中的文字
calendar-wants-code = 1 到 60 个字符的名称
calendar-wants-date = 日期，如 2026-10-01
calendar-wants-time = 时刻，如 "09:00"，最晚 "48:00"
calendar-wants-open = 不晚于 "23:59" 的开始时刻，时段归属开始的那一天
calendar-wants-close = 晚于开始的结束时刻；次日的时刻加 24 小时，如 "28:00"
calendar-wants-weekday = "mon"、"tue"、"wed"、"thu"、"fri"、"sat"、"sun" 之一
calendar-wants-list = 方括号中的列表
calendar-wants-table = 含有键的表
calendar-wants-pair = 开始和结束，如 ["09:00","17:00"]
