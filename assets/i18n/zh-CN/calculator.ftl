### 计算器页面：各页、各栏和图示。

calculator-title = 计算器
calculator-downtime = 允许中断
calculator-due = 到期
calculator-elapsed = 已用时间
calculator-availability = 实际可用率
calculator-structure = 结构
calculator-credit = 服务抵扣

## 各栏
calculator-target = 目标 %
calculator-other = 对比
calculator-start = 起点
calculator-length = 时限
calculator-pauses = 暂停
calculator-from = 从
calculator-to = 到
calculator-outages = 中断
calculator-excluded = 不计
calculator-expression = 结构
calculator-tiers = 档位
calculator-cap = 上限 %
calculator-fee = 服务费
calculator-achieved = 实际达到 %
calculator-combine = 多次违约
calculator-combine-sum = 累加
calculator-combine-highest = 只计最高一档
calculator-calendar = 日历
calculator-period = 期间
calculator-own = 本工作区

## 空着时的提示
calculator-other-none = 可以再填一个
calculator-stretches = 无：起/止; 起/止
calculator-cap-none = 无上限
calculator-moment = 2026-03-06 16:00，今天只写 16:00

## 结论
calculator-downtime-more = { $less } 比 { $more } 少允许中断{ $length }。
calculator-downtime-same = { $more } 和 { $less } 允许的中断一样长。
calculator-due-before = { $first }比{ $second }早到期{ $length }。
calculator-due-same = { $first }和{ $second }同时到期。
calculator-asks-more = { $more } 比 { $less } 对每个缺少的部件多要求 { $points } 个百分点。
calculator-asks-same = { $more } 和 { $less } 对每个缺少的部件要求一样。
calculator-nothing-to-copy = 还没有可复制的结论。请补上缺少的内容。
calculator-nothing-back = 这里没有可以撤销的内容。
calculator-nothing-again = 这里没有可以重做的内容。
calculator-stale = 改动之前的结论：
calculator-old-answer = 显示的是改动之前的结论。请先改正标出的内容，再复制。
calculator-part-stays = 这个部件不能这样改。
calculator-calendar-broken = 这个日历读不出来（{ $reason }）。请打开它改正，或换一个日历。
calculator-calendar-lost = 协议没有为这段时间指定日历。请选一个。

## 结构树
calculator-all = 串联：全部正常
calculator-one = 并联：一个即可
calculator-some = { $n } 个中要 { $needed } 个
calculator-asked = ? 至少要

## 表头
calculator-head-value = { $value }
calculator-head-period = 期间
calculator-head-days = 天数
calculator-head-agreed = 约定
calculator-head-difference = 相差
calculator-head-target = 目标
calculator-head-start = 起点
calculator-head-due = 到期
calculator-head-from = 从
calculator-head-to = 到
calculator-head-length = 服务时间
calculator-head-permitted = 允许
calculator-head-down = 中断
calculator-head-achieved = 实际
calculator-head-left = 剩余
calculator-head-part = 部件
calculator-head-kind = 方式
calculator-head-gives = 可用率
calculator-head-tier = 档位下限
calculator-head-credit = 抵扣

## 图示
calculator-weekdays = 一 二 三 四 五 六 日
calculator-legend-open = 开放
calculator-legend-part = 部分
calculator-legend-closed = 休息
calculator-legend-holiday = 假日
calculator-legend-make-up = 调休上班
calculator-legend-special = 特殊时间
calculator-legend-outside = 未知
