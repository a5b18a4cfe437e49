### Commands, and the words around keys.

## What a command does, as footer, palette and help say it.
action-up = 上移
action-down = 下移
action-left = 左移
action-right = 右移
action-page-up = 上一页
action-page-down = 下一页
action-top = 到开头
action-bottom = 到末尾
action-open = 打开
action-back = 返回
action-help = 帮助
action-palette = 所有命令
action-filter = 筛选
action-undo = 撤销
action-redo = 重做
action-panes = 切换窗格
action-language = 切换语言
action-theme = 切换主题
action-suspend = 挂起到后台
action-quit = 退出
action-go-board = 看板
action-go-accounts = 客户
action-go-contacts = 联系人
action-go-interviews = 访谈
action-go-needs = 需求
action-go-agreements = 协议
action-go-log = 日志
action-go-drafts = 未完成的内容
action-new = 新建
action-make-interview = 新建访谈
action-make-need = 由此新建需求
action-make-agreement = 新建协议
action-make-contact = 新建联系人
action-make-target = 新建服务级别指标
action-link = 关联需求
action-log-activity = 记录沟通
action-edit = 编辑
action-edit-external = 用外部编辑器编辑
action-copy = 复制
action-archive = 归档
action-history = 历史
action-trace = 追溯
action-export = 导出
action-move-left = 退回上一阶段
action-move-right = 推进到下一阶段
action-order-up = 列内上移
action-order-down = 列内下移
action-lose = 标记丢单
action-next-finding = 下一个问题
action-prev-finding = 上一个问题
action-next-unanswered = 下一个未答问题
action-mark-unknown = 暂不清楚，待询问
action-people = 是谁说的
action-confidence = 可信程度
action-private = 仅供内部
action-next-field = 下一栏
action-prev-field = 上一栏
action-save = 保存
action-take-theirs = 用对方的
action-take-mine = 用我的
action-take-up = 恢复文字
action-compare = 比较
action-discard = 丢弃文字

## Tabs of a narrow head line, all in about 50 cells.
tab-go-board = 看板
tab-go-accounts = 客户
tab-go-contacts = 联系人
tab-go-interviews = 访谈
tab-go-needs = 需求
tab-go-agreements = 协议
tab-go-log = 日志

## Where commands apply.
scope-anywhere = 任何位置
scope-pane = 列表与窗格
scope-board = 看板
scope-record = 记录
scope-interview = 访谈
scope-agreement = 协议
scope-field = 文本框
scope-dialog = 对话框

## Around keys.
keys-head-keys = 按键
keys-head-command = 命令
keys-head-name = 配置中的名称
keys-palette-only = 仅命令面板
keys-clash = { $keys } 已用于“{ $first }”，不能再用于“{ $second }”。请为其中一个换个按键。
