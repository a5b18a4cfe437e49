# Interview templates: what is wrong with a file, what an answer should look like.

template-unreadable = { $file } 第 { $line } 行第 { $column } 列：{ $detail }。请在该处修改文件。
template-incomplete = 模板 { $template } 缺少问题或某种语言的文字。请补全。
template-section-twice = 模板 { $template } 的章节 { $section } 重复。请改名。
template-question-twice = 模板 { $template } 的问题 { $question } 重复。请更换编号。
template-section-unknown = 模板 { $template } 问题 { $question }：没有章节 { $section }。请添加或另选。
template-words-missing = 模板 { $template } 问题 { $question }：缺少某种语言的文字。请写全三种语言。
template-options-unknown = 模板 { $template } 问题 { $question }：没有选项集 { $options }。请从 options.toml 中选择。
template-options-missing = 模板 { $template } 问题 { $question }：没有可选项。请添加选项。
template-option-twice = 模板 { $template } 问题 { $question }：选项 { $option } 重复。请删除一个。
template-columns-missing = 模板 { $template } 问题 { $question }：表格没有列。请添加列。
template-column-wrong = 模板 { $template } 问题 { $question }：列 { $column } 重复或本身是表格。请修改。
template-show-if = 模板 { $template } 问题 { $question }：条件在第 { $position } 个字符处有误。此处应为：{ $expected }。
template-show-if-later = 模板 { $template } 问题 { $question }：条件引用的 { $other } 不在其前。请引用更早的问题。
template-feed-wrong = 模板 { $template } 问题 { $question }：“{ $feed }”不是有效的回填目标。写法如 account.it_budget 或 need+(real,macro,business)。

show-if-expected-question = 问题编号
show-if-expected-operator = answered、in、has 或 = != < <= > >= 之一
show-if-expected-value = 一个值
show-if-expected-list = 括号中的列表，如 (a,b)
show-if-expected-close = 右括号
show-if-expected-quote = 右引号
show-if-expected-end = and、or 或条件结尾
show-if-expected-flatter = 更少的嵌套括号

answer-misfit = “{ $value }”不符合要求。请填写{ $expected }。
answer-outside = { $value } 超出范围。请填写 { $min } 到 { $max } 之间的数。
answer-below = { $value } 太小。请填写不小于 { $min } 的数。
answer-above = { $value } 太大。请填写不大于 { $max } 的数。
answer-parts = “{ $value }”不符合要求。请填写 { $count } 个数，用 / 分隔。
answer-cells = 第 { $row } 行的单元格过多：表格只有 { $count } 列。请删去多余的。
answer-cell = 第 { $row } 行第 { $column } 列：“{ $value }”不符合要求。请填写{ $expected }。
answer-expected-text = 文字
answer-expected-single = 一个选项：序号、代码或文字
answer-expected-multi = 选项的序号、代码或文字，用逗号分隔
answer-expected-yesno = 是或否
answer-expected-scale = 1 到 5 的整数
answer-expected-number = 一个数，如 12 或 3.5
answer-expected-money = 金额，如 120000 CNY 或 12万
answer-expected-date = 日期，如 2026-03-31

# The interview on the screen.
interview-progress = 已答 { $done }/{ $total }
interview-unknown = { $count } 项待问
interview-no-template = 本次访谈使用的模板 { $template } 第 { $version } 版在本程序中不存在。请用创建它的版本打开。
interview-listen = 留意
interview-needs = 由此产生的需求
interview-needs-other = 来自其他回答
interview-no-needs = 暂无。按 { $key } 由回答或选中文字新建需求。
interview-no-opportunity = 需求须归属商机，而本次访谈没有关联商机。请先在访谈记录中填写商机。
interview-need-empty = 这里还没有回答。请先记录回答，再新建需求。
interview-no-thread = 这里还没有已保存的内容。请先回答问题。
interview-own-words = 记录客户原话
interview-optional = 选答
interview-columns = 每行一条：{ $columns }
interview-understood = 理解为 { $value }
interview-hidden = 此问题已不适用。回答会保留，但不计入。
interview-unsaved = 尚未保存，文字已保留。按 { $key } 重试。
interview-remark = 备注
interview-ask-whom = 问谁、何时前
interview-why = 原因
interview-one-line = 此回答只有一行。请直接在此输入。
interview-nothing-to-save = 全部已保存。
interview-all-settled = 所有必答问题均已落实。
interview-still-open = 还有 { $count } 个必答问题未落实。请回答或说明原因。
interview-status-title = 此问题的状态
interview-state-title = 访谈状态：{ $state }
interview-begin = 开始访谈
interview-finish = 完成访谈
interview-confirm = 客户已确认纪要
interview-reopen = 重新打开
interview-cancel = 取消访谈
interview-edit = 编辑人员、地点和时间
interview-closed = { $code } 已结束（{ $state }）。要改回答，请重新打开访谈或另建访谈。
