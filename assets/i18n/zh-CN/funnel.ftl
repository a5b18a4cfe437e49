# 商机阶段流转与销售流程的读取。
move-missing = “{ $field }”未填写，请先补充。
move-skips = 将跳过“{ $stage }”阶段。请说明原因，或先进入该阶段。
move-unknown = 没有“{ $stage }”阶段，请从流程中选择。
move-already = 已处于“{ $stage }”阶段，请选择其他阶段。
move-final = “{ $stage }”为最终状态，请新建商机。
move-reopen = 商机已关闭，请先恢复到进行中的阶段。
move-too-late =
    { $days ->
       *[other] 丢单已超过 { $days } 天,请新建商机。
    }
move-hold-past = 暂停截止日须晚于今天，请另选日期。
freshness-fresh = 活跃
freshness-ageing = 渐冷
freshness-rotten = 停滞
freshness-dead = 沉寂
freshness-paused = 暂停
demo-invalid = 示例文件 { $file } 与程序不符：{ $record }，{ $field }：{ $detail }。请作为缺陷反馈。
move-unmet = 未满足：{ $condition }。
gate-no-item = 没有检查项 { $item }。商机的关口页列有全部检查项。
gate-item-automatic = { $item } 由记录自动得出，不能手工勾选。请补齐它要求的内容。
gate-no-condition = 没有条件 { $condition }。商机的关口页列有全部条件。
gate-needs-evidence = 请写明完成依据：{ $item }。
gate-not-waivable = 该条件可以满足，不能豁免：{ $condition }。请先满足，或说明理由强制通过。
gate-holds = 该条件已满足。
gate-automatic = 由记录自动得出。按 Enter 前往填写处。
gate-later = 程序尚无此内容，可豁免
gate-waived = 已豁免：{ $reason }
gate-skips-how = 请先进入该阶段，或说明理由强制通过（{ $key }）。
gate-state-met = 已满足
gate-state-missing = 未满足
gate-state-opened = 已开启
gate-state-later = 暂不可满足
gate-state-waived = 已豁免
