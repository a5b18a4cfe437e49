# 销售流程：规则、错误以及修改流程的界面。
move-retired = 阶段“{ $stage }”已停用，请选择其他阶段。
move-elsewhere = “{ $stage }”属于另一流程，请先将商机移到该流程的进行中阶段。
move-waits = 商机在“{ $stage }”中等待，没有截止日期。请移动商机以继续推进。
pipeline-unreadable = 无法读取文本：{ $detail }
pipeline-key = 流程的编码为 { $key }，但文本中写的是 { $code }。流程编码不可更改。
pipeline-code = “{ $code }”不是有效编码。请用拉丁字母、数字、_ 和 -，最多 { $most } 个字符。
pipeline-nameless = { $code } 没有{ $lang }名称，请补充。
pipeline-in-en = 英文
pipeline-in-zh-cn = 中文
pipeline-in-ru = 俄文
pipeline-twice = 编码 { $code } 重复，请修改其中一个。
pipeline-phase-unknown = 阶段 { $stage } 所属的大阶段不存在。请添加该大阶段或另选一个。
pipeline-open-after-closed = 阶段 { $stage } 为进行中，却排在已关闭阶段之后。请把进行中的阶段排在前面。
pipeline-probability = 阶段 { $stage } 的成功率不合适：进行中须低于 100%，赢单为 100%，丢单为 0%。
pipeline-falls = 成功率在 { $stage } 处下降，请不低于前一阶段。
pipeline-days = 阶段 { $stage } 的数值超出范围。请填 1 到 10000 的整数，或留空。
pipeline-status = 只有丢单阶段可以有自己的状态，且只能是 disqualified。请修正 { $stage }。
pipeline-no-such = { $field } 中没有“{ $value }”，请修正。
pipeline-no-open = 流程没有进行中的阶段，请添加。
pipeline-no-won = 流程没有赢单阶段，请添加。
pipeline-two-won = 流程有多个赢单阶段，请只保留一个。
pipeline-no-lost = 流程没有丢单阶段，请添加。
pipeline-no-condition = 没有条件 { $condition }。请从条件目录中选择，或添加自己的条件。
pipeline-condition = 条件 { $condition } 要求 { $detail }，但它不存在，请修正。
pipeline-stage-elsewhere = 流程“{ $pipeline }”已有阶段 { $stage }，请另选编码。
pipeline-stage-in-use = 有 { $count } 个商机处于“{ $stage }”，请先说明它们移到哪里。
pipeline-stage-told = 曾有商机处于“{ $stage }”，历史中会提到它。请停用该阶段，不要删除。
pipeline-deal-stays = { $code } 不能移到“{ $stage }”：{ $condition }。请另选阶段。
pipeline-choose = 显示哪个流程？
pipeline-choice =
    { $count ->
        [0] { $name }
       *[other] { $name } · { $count } 个商机
    }
pipeline-change-title = “{ $title }”：移到哪个流程？
action-change-pipeline = 移到其他流程
action-switch-pipeline = 显示其他流程
verb-change-pipeline = 移到其他流程
verb-pipeline = 修改流程
kind-pipeline = 销售流程
kinds-pipeline = 销售流程
field-key = 编码
field-definition = 文本
cli-pipeline-unreadable = 无法读取 { $file }：{ $reason }
cli-pipeline-sound = 该流程可以使用。
cli-pipeline-saved = 流程 { $code } 已保存。
cli-no-pipeline = 没有流程 { $pipeline }，可选：{ $pipelines }
pipeline-shipped = 出厂设置
pipeline-retired = 已停用
pipeline-type-open = 进行中
pipeline-type-hold = 等待
pipeline-type-won = 赢单
pipeline-type-lost = 丢单
pipeline-head-stages = 列数
pipeline-head-deals = 商机
pipeline-head-version = 版本
pipeline-head-phase = 大阶段
pipeline-head-type = 类型
pipeline-head-probability = 成功率
pipeline-head-rot = 变冷天数
pipeline-head-cap = 投入上限（人天）
pipeline-head-wip = 数量上限
pipeline-head-gate = 关口
cmd-pipeline = 销售流程：阶段、关口与检查表
cmd-pipeline-list = 所有流程
cmd-pipeline-show = 一个流程的各阶段
cmd-pipeline-check = 检查流程文件中的错误
cmd-pipeline-import = 从文件保存流程：新建，或替换相同编码的流程
cmd-pipeline-export = 以文件形式输出流程
cmd-pipeline-edit = 修改流程，或用 --stage 修改其中一个阶段：rot_days=30 gate=contact,A101 name.ru=…；空值表示清除
arg-edit-stage = 要修改的阶段编码
arg-pipeline-file = 流程文件（TOML）
arg-going = 停用阶段的商机移到哪里：SHOWCASE=SOLUTION
arg-going-reason = 移动的原因
