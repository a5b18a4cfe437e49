# 商机详情：当前状况、缺什么、花了多少；以及快速记录沟通。
deal-qualification = 商机把握度
deal-score = { $percent } % · { $band }
deal-missing = 缺少
deal-partly = 部分
deal-known = 已知
deal-weight = 权重
deal-criterion = 应当了解的
deal-people = 干系人
deal-support = 支持度 { $index }/100
deal-support-unknown = 支持度未知
deal-power-unknown = 未知决策力 { $power }
deal-no-decider = 尚无最终决策人
deal-decider-unknown = 决策人态度未知
deal-reach = 已接触 { $people } 位有影响力者
deal-single-threaded =
    { $people ->
        [0] 90 天内未接触有影响力者
       *[other] 单线联系：{ $people } 位有影响力者，3 个层级中的 { $levels } 个
    }
deal-talks = 沟通
deal-no-talk = 客户还没有真正开过口
deal-depth = 深度 { $way }
deal-depth-stuck = 深度 { $way }，没有深入
deal-cost-title = 投入与费用
deal-no-cost = 尚无费用
deal-cost = 已投入 { $sum }
deal-ratio = 占预期收入 { $percent } %，投入产出 1 : { $return }
deal-no-ratio = 比率不适用
deal-refundable = { $sum } 可退回
deal-unrated = { $count } 条工时没有费率，未计入费用
deal-stage-effort = 本阶段 { $spent }
deal-stage-effort-of = 本阶段 { $spent }，上限 { $cap }
deal-effort = 合计 { $spent }
deal-effort-of = 合计 { $spent }，上限 { $cap }
deal-next = 下一步
deal-no-next = 没有下一步。{ $key } 设定，{ $log } 记录沟通。
deal-no-due = 未定日期
deal-why = 为什么要做
deal-money = 金额与时间
deal-buying = 怎么采购
deal-rivals = 竞争对手
deal-incumbents = 现用软件
deal-way = 走过的阶段
deal-rest = 其他
deal-none = 暂无 · { $key } 添加
deal-not-known = 未知：{ $fields } · { $key }
deal-more = 还有 { $n } 条 · { $key }
deal-more-missing = 还缺 { $n } 项
deal-short-notice = 公告到投标只有 { $days } 天；公开招标至少 20 天，请核实。
deal-power-none = 无决策力
deal-power-advises = 提建议
deal-power-veto = 可否决
deal-power-decides = 拍板
deal-attitude-old = { $days } 天前为 { $attitude }
