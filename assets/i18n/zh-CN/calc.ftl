### 计算器：无法识别的输入、结果和步骤。

## 百分比、周期和时长
calc-percent-empty = 未填百分比。请输入，例如 99.9。
calc-percent-unreadable = “{ $text }”不是百分比。请写成 99.9 或 99.95%。
calc-percent-negative = “{ $text }”小于零。请填写 0 到 100 之间的百分比。
calc-percent-high = “{ $text }”超过 100%。请填写 0 到 100 之间的百分比，例如 99.9。
calc-period-unreadable = “{ $text }”不是周期。请写成 2026、2026-Q1、2026-03、30d 或 2026-03-01+30d。
calc-period-none = 没有“{ $text }”这个周期。季度为 Q1 到 Q4，月份为 01 到 12。
calc-period-days = “{ $text }”过短或过长。请取 1 到 { $max } 天。
calc-period-nowhere = 在日历 { $calendar } 上，“{ $text }”取决于从哪天开始。请写上第一天，例如 2026-03-01+{ $text }。
calc-length-unreadable = “{ $text }”不是时长。请写成 900s、15m、4h、1h30m、PT24H、P1D、2bd 或 eobd1。
calc-length-day = 不同工具对“天”的理解不同。工作日请写 { $n }bd，自然日请写 P{ $n }D，或改用小时。
calc-length-long = “{ $text }”超过十年。请检查数字。
calc-stretch-unreadable = “{ $text }”不是起止时间。请写成 2026-03-06T16:00/2026-03-06T17:30。
calc-stretch-backward = “{ $text }”的结束早于开始。请对调两个时间。
calc-time-skipped = { $tz } 的时钟会跳过“{ $text }”；按 { $at } 计算。
calc-time-twice = { $tz } 的时钟会两次出现“{ $text }”；按第一次 { $at } 计算。要用第二次请写 { $later }。
calc-no-service = 日历 { $calendar } 在{ $period }没有可计的服务时间，目标不适用。请换一个周期。

## 组合结构
calc-compose-expect-part = 第 { $column } 列：缺少内容。请写百分比、? 或一组部件，例如 parallel(99.5, 99.5)。
calc-compose-expect-next = 第 { $column } 列：请写逗号和下一个部件，或用 ) 结束这一组。
calc-compose-expect-end = 第 { $column } 列：结构在此之前已经结束。请删去多余部分，或全部放进 serial(…)。
calc-compose-expect-name = 第 { $column } 列：请在 = 前写名称，或去掉 =。
calc-compose-group = 第 { $column } 列：没有“{ $text }”这种组合。请写 serial(…)、parallel(…) 或 kofn(2, …)。
calc-compose-range = 第 { $column } 列：“{ $text }”不在 0 到 100 之间。请写百分比，例如 99.9。
calc-compose-percent = 第 { $column } 列：“{ $text }”不是百分比。请写 99.9 这样的数，或用 ? 表示要求的部分。
calc-compose-needed = 第 { $column } 列：请先写至少几个部件要正常，例如 kofn(2, 99, 99, 99)。
calc-compose-too-many = 第 { $column } 列：要求 { $needed } 个正常，但只有 { $n } 个。请减小该数或增加部件。
calc-compose-comma = 第 { $column } 列：“{ $text }”可能是一个数，也可能是两个。一个数请写 99.95，两个数请在逗号后加空格。
calc-compose-large = 第 { $column } 列：部件或层次过多。最多 { $max } 个部件。
calc-compose-target = “?”是在问该部件要达到多少。请用 --target 给出整体目标，例如 --target 99.9。
calc-compose-unreachable = 无法达到 { $target }：即使缺少的部件从不故障，整体也只有 { $best }。请提高其他部件。

## 服务抵扣
calc-tier-unreadable = “{ $text }”不是档位。请写下限和抵扣百分比，例如 99.5:5。
calc-tier-order = “{ $text }”的位置不对。请从最高下限开始依次降低。
calc-tier-credit = “{ $text }”服务更差，抵扣却比上一档少。请提高抵扣比例。
calc-tiers-open = 低于 { $bound }% 时没有规定。请加上从 0 开始的最后一档，例如 0:30。
calc-tiers-many = 档位过多，最多 { $max } 档。请减少一些。
calc-credit-large = 金额过大。请检查费用的位数。

## 结果
calc-downtime = { $period }约定服务时间{ $agreed }，目标 { $target }，允许中断{ $shown }。
calc-due = 从{ $start }起{ $target }（{ $calendar }）：截止于{ $due }。
calc-due-paused = 从{ $start }起{ $target }（{ $calendar }）：计时暂停中，不早于{ $due }到期。
calc-elapsed = 从{ $from }到{ $to }（{ $calendar }）：服务时间{ $length }。
calc-achieved-met = { $period }实际达到 { $shown }，目标 { $target }：达标。
calc-achieved-missed = { $period }实际达到 { $shown }，目标 { $target }：未达标。
calc-composed = 整体可用性为 { $shown }（{ $share }），30天内约中断{ $month }。
calc-composed-met = 整体可用率 { $shown }（{ $share }），30天约中断{ $month }：达到目标 { $target }。
calc-composed-missed = 整体可用率 { $shown }（{ $share }），30天约中断{ $month }：未达到目标 { $target }，差 { $points } 个百分点。
calc-composed-wanted = { $n ->
    [1] 要使整体达到 { $target }，缺少的部件至少要达到 { $each }。
   *[other] 要使整体达到 { $target }，缺少的 { $n } 个部件每个至少要达到 { $each }。
}
calc-composed-any = { $n ->
    [1] 缺少的部件无论多少都够：没有它整体已有 { $reached }，目标为 { $target }。
   *[other] 缺少的 { $n } 个部件无论多少都够：没有它们整体已有 { $reached }，目标为 { $target }。
}
calc-credit = 抵扣为 { $fee } 的 { $share }，即 { $amount }。应付 { $rest }。
calc-credit-none = 无抵扣：费用仍为 { $fee }。

## 步骤
calc-step-more = …… 另有 { $n } 项
calc-step-agreed = { $period }在 { $calendar } 上的约定服务时间：{ $n }天，{ $length }
calc-step-permitted = { $agreed }秒 × (100% − { $target }) = { $agreed }秒 × { $lost } = { $seconds }秒
calc-step-length = { $seconds }秒 = { $length }
calc-step-cut = { $seconds }秒，向下取整：{ $length }
calc-step-starts = { $start }不在服务时间内；从{ $at }开始计时
calc-step-paused = 暂停 { $from } – { $to }：{ $length }不计
calc-step-paused-open = 自{ $from }起暂停，尚未结束
calc-step-served = { $from } – { $to }：{ $length }，还剩{ $left }
calc-step-served-last = { $from } – { $to }：{ $length }，完成
calc-step-day = 第 { $n } 个工作日：{ $date }
calc-step-day-made-up = 第 { $n } 个工作日：{ $date }（调休上班）
calc-step-open = { $from } – { $to }：{ $length }
calc-step-real = 钟表时间{ $real }中有{ $length }
calc-step-excluded = 约定排除：− { $out }，余{ $left }
calc-step-outage = 中断 { $from } – { $to }：计{ $length }
calc-step-outage-none = 中断 { $from } – { $to }：不在计量的服务时间内，不计
calc-step-once = 重叠部分只计一次：{ $down }，而非{ $sum }
calc-step-achieved = ({ $agreed }秒 − { $down }秒) / { $agreed }秒 = { $result }
calc-step-left = { $target } 允许{ $permitted }；已用{ $down }，还剩{ $rest }
calc-step-over = { $target } 允许{ $permitted }；已用{ $down }，超出{ $rest }
calc-whole = 整体
calc-step-serial = { $name }：串联，全部正常才可用，{ $formula } = { $result }
calc-step-parallel = { $name }：并联，一个正常即可，100% − { $formula } = { $result }
calc-step-kofn = { $name }：{ $n } 个中至少 { $needed } 个正常，{ $result }
calc-step-wanted = 此时为 { $reached }；若为 { $less } 则只有 { $under }，低于 { $target }
calc-step-independent = 并联部件的故障必须相互独立：共用的部分（供电、机房）请放在串联中
calc-step-tier = 实际 { $achieved } 落在 { $bound } 起的一档：抵扣费用的 { $credit }
calc-step-tier-none = 实际 { $achieved } 落在 { $bound } 起的一档：无抵扣
calc-step-credit-sum = 各项抵扣合计：{ $share }
calc-step-credit-highest = 只计最高一项抵扣：{ $share }
calc-step-cap = 上限将其限制为 { $cap }
calc-step-credit = { $fee } × { $share } = { $amount }
calc-step-words = 大写：{ $words }
calc-step-tier-above = 有一档的抵扣高于上限 { $cap }，永远付不到

## 命令所用的日历
calc-calendar-unknown = 没有日历“{ $name }”。请给出文件（hours.toml）、{ $codes } 之一，或工作区中的日历。
calc-calendar-zone = 日历 { $calendar } 的时区是 { $tz }。请去掉 --tz，或写这个时区。
