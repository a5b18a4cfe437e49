# The form of a stage, the choice of its conditions, and what may be added to a pipeline.
stage-title = 阶段“{ $stage }”
stage-name = 名称({ $lang })
stage-pipeline = 流程名称({ $lang })
stage-chance = 概率,%
stage-rot = 停滞期限,天
stage-cap = 合理投入,人天
stage-limit = 商机数上限
stage-no-phase = 无
stage-foot = 改动立即显示在表中,在那里按 Ctrl+S 保存。← → 更改大阶段和类型。
stage-unfit = “{ $field }”须为整数,请改正。
conditions-gate = “{ $name }”的关口 · { $count } · Tab:检查清单
conditions-list = “{ $name }”的检查清单 · { $count } · Tab:关口
pipeline-add = 添加什么?
pipeline-add-stage = 在“{ $stage }”之后加一个阶段
pipeline-add-copy = 仿照“{ $name }”新建流程
pipeline-failing =
    { $failing ->
        [0] “{ $stage }”的商机都能通过新关口。
       *[other] “{ $stage }”中不能通过新关口的商机:{ $failing } / { $count }。
    }
