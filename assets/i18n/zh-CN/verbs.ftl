### What was done, for the journal and for undo.

## Past acts keep their verb in the journal for ever: change words here, but take none away.
verb-create = 新建
verb-edit = 编辑
verb-move = 移动阶段
verb-force = 说明理由后推进
verb-order = 调整顺序
verb-win = 赢单
verb-lose = 标记丢单
verb-disqualify = 放弃商机
verb-hold = 搁置
verb-resume = 恢复推进
verb-reopen = 重新打开
verb-state = 变更状态
verb-answer = 回答
verb-log-activity = 记录沟通
verb-make-need = 提炼需求
verb-link = 建立关联
verb-unlink = 取消关联
verb-archive = 归档
verb-restore = 取消归档
verb-merge = 合并
verb-import = 导入
verb-undo = 撤销
verb-redo = 重做
verb-join = 加入工作区
verb-rename = 更改姓名
verb-sample = 载入示例数据
verb-interview = 开始访谈
verb-need = 由回答形成需求
verb-agreement = 起草协议
verb-clause = 撰写条款
verb-tick = 勾选检查项
verb-untick = 取消勾选
verb-waive = 豁免条件
verb-unwaive = 撤回豁免
verb-acknowledge = 确认了警告
