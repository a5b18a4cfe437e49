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
pipeline-unreadable = 无法读取销售流程：{ $detail }。请修正文件。
pipeline-stage-twice = 阶段“{ $stage }”重复，请删除一个。
pipeline-phase-unknown = 阶段“{ $stage }”所属的大阶段未定义，请补充定义或修正。
pipeline-stage-order = 阶段“{ $stage }”不合规则。进行中的阶段须排在前面，成功率递增且低于 100%；赢单为 100%，丢单为 0%。
pipeline-incomplete = 销售流程须有进行中阶段、唯一的赢单阶段和丢单阶段，请补全。
freshness-fresh = 活跃
freshness-ageing = 渐冷
freshness-rotten = 停滞
freshness-dead = 沉寂
freshness-paused = 暂停
demo-invalid = 示例文件 { $file } 与程序不符：{ $record }，{ $field }：{ $detail }。请作为缺陷反馈。
