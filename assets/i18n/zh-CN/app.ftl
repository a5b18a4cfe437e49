### 各屏幕的外框、对话框和普通屏幕。

## 标题行和底行
state-saved = 已保存
state-saving = 正在保存…
state-waiting = 等待 { $who } 保存…
state-stopped = 已停止保存
state-typing = 输入中
state-draft = 草稿已留，未保存
state-draft-short = 未保存
state-unkept = 未留底：磁盘无法写入
state-sample = 示例，不保留
state-sample-short = 示例，不保留
care-copy = 已 { $days } 天没有备份
care-log = 日志 { $mb } MB
here-count = { $count } 人在线
here-editing = { $who } 正在编辑 · { $place }
here-question = 第 { $number } 题
record-edit-first = 请先按 { $edit } 打开表单；在长文本字段中按 { $key } 可用外部编辑器。
key-unknown = { $key } 在这里没有作用。按 { $help } 查看可用的键。
loading = 读取中…
too-small = 窗口至少需要 60 × 16 个字符，请放大窗口。
done = { $verb }：{ $name }
done-merged = { $verb }：{ $name }；{ $who } 改动了同一文本的其他段落，双方的改动都已保留
undone = 已撤销——{ $verb }：{ $name }
redone = 已重做——{ $verb }：{ $name }
copied = 已复制
copy-too-long = 共 { $bytes } 字节，超出终端剪贴板的容量。请只复制一部分，或导出。
written = 已写入 { $path }
quit-how = 按 { $key } 退出 Canvass
language-now = 简体中文
cannot-suspend = 没有可以返回的命令行，请按 q 退出。
foreign-change = { $who }——{ $verb }：{ $name }
moved-meanwhile = { $who } 刚刚改过这里。请看一眼再试。
move-refused = 从这里不能这样移动。

## 看板
board-title = 看板
board-count = { $count } 个商机
board-age = { $days }天
board-today = 今天
board-on-hold = 暂停
board-no-next-step = 没有下一步
board-no-further = 后面没有阶段了。
board-lose-title = “{ $title }”为什么丢单？
board-empty-title = 这个工作区是空的，从这里开始。
board-empty-new = n  录入第一个商机（客户可以顺便新建）
board-empty-accounts = 2  客户    3  联系人    : 全部命令
board-empty-help = ?  所有按键，可搜索    F9  English / Русский / 中文
board-empty-kept = 内容随时自动保存，u 可撤销任何一步。

## 列表
list-count = { $count } 条记录
list-empty = 还没有内容。按 n 新建第一条，或按 1 回到看板。
list-search = { $key } 还会在备注、回答和条款中查找。
list-no-match = 没有匹配的内容。Esc 清除筛选。
list-made-in-deal = { $kind }要从商机里新建：先在看板（1）打开一个商机，再按 m。
filter-label = 筛选：
filter-active = 筛选：{ $filter }（Esc 清除）
archive-open = { $count ->
   *[other] 还有 { $count } 个商机未定。归档 { $name }？
}
archive-leave = 不，客户留在列表中
archive-anyway = { $count ->
   *[other] 归档；{ $count } 个商机仍留在看板上
}
archive-look = 查看 { $name }

## 单条记录
record-overview = 概览
record-gone = 这条记录已不在。Esc 返回；日志（7）里有来龙去脉。
record-missing = 待填写
record-no-children = 还没有内容。按 n 添加。
record-empty-link = 这里没有关联。按 e 编辑。
record-open-which = 打开哪一个？
make-title = 添加到这条记录
make-in-deal = 请先打开一个商机（1 为看板），再从那里新建。
make-contact-title = 是谁？
make-new-contact = 新联系人
make-known-contact = 已有联系人
make-interview-title = 选择访谈模板
thread-title = 追溯
thread-up = 来自
thread-down = 去向
thread-none = 暂无

## 日志
log-title = 日志
log-title-of = { $name } 的历史
log-empty = 还没有任何操作。
log-undone = 已撤销
log-and-more = {" "}等另外 { $count } 处改动
log-nothing-to-open = 这条记录后面没有可打开的内容。
log-made = 新建
log-removed = 移除

## 表单和选择
form-new = 新建{ $kind } { $name }
form-edit = { $kind }：{ $name }
form-all-fields = 全部字段
form-leave-kept = 离开，内容留底
form-fault = { $field }：{ $fault }
form-incomplete = 还有 { $count } 行不能保存，已标出。
form-choose = 按回车选择
form-hint-money = 12.5万 · 1.2亿 · 84k EUR · ¥1200
form-hint-minutes = 4小时、1小时30分、1.5小时；只写数字表示分钟
form-hint-seconds = 30秒、5分钟；只写数字表示秒
form-hint-date = 2026-03-06 · 今天 · +3d · +2w · 下周一
form-hint-instant = 2026-03-06 14:30 · 今天 9:00
form-hint-list = 多项，用分号隔开
form-hint-hours = 例如 mon-fri 09:00-18:00; sat 10:00-14:00，或 24x7
form-hint-letters = ← → 或输入文字
form-hint-choice = ← → 或首字母选择，退格清除
form-hint-set = ← → 移动，空格勾选
form-hint-link = 直接输入或按回车选择，退格清除
form-hint-links = 直接输入或按回车添加一项，再选一次即移除；退格移除最后一项
form-hint-zone = 北京时间 · МСК · Asia/Shanghai · Europe/Moscow
form-hint-long = 回车换行，F4 打开外部编辑器
pick-title = 选择{ $kind }
pick-person = 选择联系人（本客户的排在前面）
pick-new = ＋ 新建：{ $name }
pick-new-one = ＋ 新建
pick-choose = 选择
pick-none = 没有匹配的内容。
palette-title = 此处可用的命令
help-title = 全部命令——输入词语，或按一个键
field-full = 内容已满，放不下的部分未写入。
field-not-in-range = 请输入 { $min } 到 { $max } 的整数。
field-not-a-number = 请输入整数。
field-percent-fine = “{ $text }”过细，百分比最多两位小数。
field-not-minutes = “{ $text }”不是时长。请写小时或分钟：4小时、1小时30分、1.5小时或 90。
field-not-seconds = “{ $text }”不是时长。请写分钟或秒：5分钟、30秒或 30。
field-not-yes-no = 请回答是或否。
field-not-a-currency = “{ $value }”不是币种，请用 CNY、RUB、EUR 这样的代码。
field-not-a-choice = “{ $value }”不在可选项中：{ $choices }。
missing-title = 还不行：进入{ $stage }前需要先满足（{ $name }）
missing-fields = 还不行：进入{ $stage }前需要先填写

## 两人同改一处
conflict-title = 有人改了同一个字段
conflict-explain = 什么都没有丢。逐项选择后才会保存。
conflict-theirs = 对方（{ $who }，{ $when }）
conflict-mine = 我的
conflict-both = 两者合并（{ $key }），请先阅读
conflict-original = 原来
conflict-keys = { $theirs } 用对方的   { $mine } 用我的   { $down } 往下看   回车保存   Esc 以后再说，内容保留
conflict-undecided = 请先为每个字段选择用对方的还是用我的。
conflict-kept = 没有保存，你的内容还在表单里。

## 草稿
recover-left = 已留底，尚未保存。按 { $key } 可接着写。
recover-there = 这条记录另有未保存的内容。要接着写，请退出此表单并按 { $key }。
recover-none = 没有未完成的内容。
recover-title = 未保存的内容
recover-explain = 离开时没有保存，或连接中断。输入的内容都还在：
recover-keys = 回车或 { $up } 恢复   { $compare } 比较   { $discard } 丢弃   { $down } 往下看   Esc 以后再说
recover-mine = 输入的内容
recover-base = 原来的内容
recover-later = 已留着：按 { $key } 可接着写，下次启动时也会再问。
recover-elsewhere = 这段文字已在另一个终端中接着编辑，没有丢失任何内容。
recover-surely = 再按一次 { $key } 将丢弃这段文字，无法找回。
recover-unknown = 这段内容属于本版本不认识的表单，已保留。
draft-spare = 磁盘已满：输入的内容暂存在 { $path }。请腾出空间。

## 编辑器和终端
editor-not-started = 无法启动编辑器 { $command }（{ $reason }）。请把 EDITOR 设为你常用的编辑器。
editor-given-up = 编辑器出错退出，内容未变。
editor-broken = 编辑器出错退出，已写的内容保存在 { $path }。
editor-left = 编辑器里有一段文字留在 { $path }，不再需要时请删除该文件夹。
editor-too-long = 内容超出字段容量，已保存在 { $path }。
editor-not-text = 文件不是 UTF-8 文本，已保存在 { $path }。
editor-file = 无法建立供编辑器使用的文件：{ $reason }。
no-terminal = Canvass 需要在终端里运行。可以试试“canvass opp list”或“canvass --help”。
terminal-failed = 终端没有响应（{ $reason }）。请另开一个终端再试。
no-thread = 系统不再提供线程（{ $reason }）。请关闭其他程序后重试。
trace-unwritable = 无法写入跟踪文件 { $path }（{ $reason }）。请换一个文件。

## 存储
record-more = 另有 { $n } 条较新的，请在列表中筛选查看
missing-keys = { $go } 前往 · { $waive } 豁免 · { $force } 说明理由强制通过 · { $back } 放弃
missing-keys-return = { $go } 前往 · { $waive } 豁免 · { $back } 保持原状
note-back = 为什么退回？
note-force = 为什么强制通过？理由将永久保留
note-waive = 为什么豁免：{ $condition }？
note-tick = 完成依据是什么：{ $item }？
note-hold = 为什么搁置？
hold-title = “{ $title }”搁置多久？
hold-week = 一周
hold-fortnight = 两周
hold-month = 一个月
hold-quarter = 三个月
hold-half-year = 半年
progress-title = { $code } { $title } › 关口与检查表
progress-gate = 推进前须满足：{ $from } → { $to }
progress-history = 阶段历程
progress-forced = 曾强制通过关口：{ $reason }
progress-is-open = 商机未关闭，无需重开。
progress-earlier = 更早的 { $n } 条，按 { $key } 查看
