### 多个商机一起处理、逐条翻看、以及谁能撤销什么。

select-count = 已选 { $count } 个
select-most = 最多选 { $most } 个，一次只能处理这么多。其余的请缩小筛选范围。
select-none = 取消选择

many-move-to = { $count } 个商机移到哪个阶段？
many-back = 这 { $count } 个商机为什么退回？
many-lose = 这 { $count } 个商机为什么丢单？
many-hold = 这 { $count } 个商机搁置多久？
many-assign = 这 { $count } 个商机交给谁？
many-tag = 给 { $count } 个商机加标签，用逗号分隔；-标签 表示去掉
deal-move-to = “{ $title }”移到哪个阶段？

many-done = { $verb }：{ $deals } 个商机
many-unchanged = 无需更改：全都已经如此
many-undone = 已撤销——{ $verb }：{ $deals } 个商机
many-redone = 已重做——{ $verb }：{ $deals } 个商机
many-going = { $done } / { $of }
many-stop = { $key } 停止，届时什么都不改
many-stopped = 已停止：没有任何更改。
many-too-many = 超过一次能处理的 { $most } 个。请缩小查询范围。
many-archived = 它已归档。请先恢复。
many-meanwhile = { $who } 刚刚改过它。请看一眼再试。
many-no-further = 从{ $stage }不能再往这边移。请选择一个阶段。

refused-title = { $verb }：{ $done } · 未通过：{ $refused }
refused-keys = { $go } 前往 · { $force } 以同一理由强制通过被关口拦下的 · { $back } 保留为已选
refused-keys-go = { $go } 前往 · { $back } 保留为已选
refused-force = 为什么让 { $count } 个商机强制通过？理由将永久保留
refused-no-force = 这些不能凭理由通过：请补齐缺少的内容，或前往处理。

row-place = 第 { $at } / { $of } 个
row-first = 这是第一个
row-last = 这是最后一个

undo-gate = 未撤销：{ $name } 回到{ $stage }还缺这些
redo-gate = 未重做：{ $name } 进入{ $stage }前需要先满足
undo-gates = 未撤销任何内容：{ $deals } 个商机中有 { $refused } 个无法返回
redo-gates = 未重做任何内容：{ $deals } 个商机中有 { $refused } 个不能前进
refused-keys-return = { $go } 前往所缺之处 · { $back } 保持原状
store-undo-elsewhere = 这里没有可撤销的操作。您在另一个会话中所做的，请从日志中撤销。

verb-assign = 已指派
verb-tag = 已加标签
verb-untag = 已去标签

action-move-to = 移到…
action-assign = 指派
action-tag = 标签
action-select = 选中
action-select-to = 选到这里
action-select-all = 全选
action-next-record = 下一条
action-prev-record = 上一条
also-move-to = 阶段, 跳到
also-assign = 负责人, 转交, 分配
also-tag = 标记, 关键词
also-select = 多选, 勾选
also-select-to = 范围, 整列
also-select-all = 全部, 所有
also-next-record = 后一个
also-prev-record = 前一个

scope-deal = 商机
scope-several = 多选
scope-row = 逐条翻看

cli-many-none = 没有符合的记录。请用相同的条件执行 list 查看。
cli-many-done = { $verb }：{ $count }
cli-many-refused = { $asked } 条中有 { $count } 条被拒绝，原因见各条。

config-about-mouse = 支持点击、滚轮和拖动；启用后需按住 Shift 才能用终端选取文字
cli-undo-gate = 未撤销：{ $name } 回到{ $stage }又需要这些：
cli-redo-gate = 未重做：{ $name } 进入{ $stage }前需要先满足：
mouse-no-drop = 只有阶段列和同事列可以放卡片。请改为编辑商机。
