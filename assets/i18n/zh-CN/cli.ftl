### 命令行。

## 执行之前
cli-no-terminal = 当前不是终端，请给出命令；“canvass --help”列出全部命令。
cli-dumb-terminal = 此终端（TERM=dumb）无法显示界面。请换一个终端，或给出命令；“canvass --help”列出全部命令。
cli-no-home = 找不到您的主目录。请用 --workspace FILE 指定工作区，并设置 HOME。
cli-no-login = 无法得知您的登录名。请设置 LOGNAME，或请管理员为此账户命名。
cli-no-equals = “{ $text }”不是 字段=值 的形式。请写成 title=…，含空格的值加引号。
cli-failed = 无法写出：{ $reason }。请重试。
cli-not-a-file = { $path } 不是普通文件。请指定普通文件，或用 - 读取标准输入。
cli-no-stream = 工作区不是文本，无法输出到 -。请指定新文件。

## 查找记录与字段
cli-found-none = { $kind }：没有名为“{ $name }”的记录。请用“{ $command }”查找编号。
cli-found-none-login = { $kind }：没有名为“{ $name }”的记录。请用“{ $command }”查找登录名或完整姓名。
cli-found-none-name = { $kind }：没有名为“{ $name }”的记录。请用“{ $command }”查找完整名称。
cli-found-several = “{ $name }”对应 { $count } 条记录，请给出其中一条的编号：{ $candidates }
cli-found-several-name = “{ $name }”对应 { $count } 条记录，请给出其中一条的完整名称：{ $candidates }
cli-found-twins = “{ $name }”对应 { $count } 条记录，其中有同名的，请给出其中一条的标识：{ $candidates }
cli-found-part = “{ $name }”只是名称的一部分。若指 { $candidate }，请写出其编号或完整名称。
cli-found-part-login = “{ $name }”只是姓名的一部分。若指 { $candidate }，请写出登录名或完整姓名。
cli-found-part-name = “{ $name }”只是名称的一部分。若指 { $candidate }，请写出完整名称。
cli-other-kind = { $code } 属于另一类（是{ $found }，不是{ $kind }）。请使用该类的命令。
cli-no-code = 没有编号为“{ $code }”的记录。请用相应类别的“list”查找。
cli-no-part = { $code } 没有名为“{ $part }”的指标或章节。可用：{ $parts }
cli-found-crowd = “{ $name }”对应的记录超过 { $count } 条，请把名称写得更完整，或给出编号：{ $candidates }
cli-field-unknown = 没有字段“{ $field }”。可用字段：{ $fields }
cli-field-kept = “{ $field }”由程序填写。请使用相应的命令，例如阶段用“canvass opp move”。
cli-field-twice = “{ $field }”出现了两次，请只写一次。
cli-fault = { $field }：{ $fault }
cli-not-saved = 未作任何更改。请修正以下内容后重试：
cli-clash = { $field }：{ $who } 刚刚改过，本次未保存。请查看记录后重试。

## 已完成
cli-created = 已创建 { $code }。
cli-changed = { $code }：已更改 { $n } 个字段。
cli-unchanged = { $code } 已是如此，未作更改。
cli-archived = { $code } 已归档。
cli-archive-open = { $count ->
   *[other] { $code } 还有 { $count } 个未定的商机：{ $deals }。请先了结，或加上 --force。
}
cli-archive-many = { $count ->
   *[other] { $code } 还有 { $count } 个未定的商机，其中有 { $deals }。请先了结，或加上 --force。
}
cli-restored = { $code } 已恢复到列表。
cli-moved = { $code }：{ $from } → { $to }
cli-answered = { $code }：已回答 { $question }。
cli-undone = 已撤销：{ $verb } { $code }
cli-redone = 已重做：{ $code }
cli-more = 显示 { $shown } 条，共 { $total } 条。可加关键词缩小范围，或调大 --limit。

## 推进商机
cli-no-stage = 没有阶段“{ $stage }”。可用阶段：{ $stages }
cli-no-reason = 没有原因“{ $reason }”。可用原因：{ $reasons }

## 日志与脉络
cli-log-undone = 已撤销
cli-log-more = 另有 { $n } 处更改
cli-no-act = 日志中没有操作“{ $act }”。请从“canvass log”中取其编号。
cli-came-from = 来源
cli-led-to = 去向
cli-no-thread = { $code } 目前没有来源或去向。

## 访谈
cli-no-template = 请用 template=编号 指定访谈提纲。可选：{ $templates }
cli-template-gone = 本程序没有提纲 { $template } 的第 { $version } 版。请用创建该访谈的程序版本打开。
cli-no-question = 提纲中没有问题“{ $question }”。可用问题：{ $questions }
cli-interview-sum = 必答问题已完成：{ $done } / { $required }
cli-private = 保密

## 协议
cli-no-version = { $code } 还没有版本，请在其界面中新建。
cli-lint-rule = 规则
cli-lint-severity = 级别
cli-lint-place = 位置
cli-lint-finding = 问题
cli-severity-error = 错误
cli-severity-warning = 警告
cli-severity-info = 提示
cli-lint-sum = 错误 { $errors }，警告 { $warnings }，提示 { $infos }
cli-lint-errors = { $code } 有 { $count } 处错误，请修正后重新检查。
cli-file-faults = { $file } 有 { $count } 处问题，请修正后重新检查。

## 示例、备份与检查
cli-sample-written = { $path }：已写入 { $n } 条记录。
cli-backup-done = { $path }：{ $size } 字节，截至日志第 #{ $seq } 条，已校验。BLAKE3 { $hash }
cli-backup-written = { $path }：{ $size } 字节，截至日志第 #{ $seq } 条。BLAKE3 { $hash }
cli-backup-damaged = 备份 { $path } 已写入，但内容有 { $count } 处损坏；详情与处理办法见“{ $command }”。
cli-backup-made = 时间
cli-backup-entry = 日志截至
cli-backup-bytes = 字节
cli-backup-file = 文件
cli-backup-none = Canvass 尚未为此工作区制作备份。有改动满一天或超过 200 次改动后，退出时会制作。“canvass backup FILE” 可立即制作。
cli-backup-elsewhere = 工作区无法打开，因此无法区分哪些是它的备份。所有备份都在 { $folder }，文件名以制作时间 (UTC) 开头。
cli-backup-back = 要恢复到最新备份，请所有人退出 Canvass，然后运行下面一行。它不删除任何内容：之后的改动保留在文件夹 { $folder } 中。
cli-check-done = 工作区完好。日志条目：{ $acts }
cli-check-damaged = 工作区不完好：发现 { $count } 处损坏，各处均注明处理办法。

# 日历文件
cli-calendar-fault = { $file } 第 { $line } 行第 { $column } 列：{ $fault }
cli-calendar-unreadable = “{ $file }”不是可读取的文件（{ $reason }），也不是内置日历。请指定其他文件，或下列之一：{ $codes }
cli-calendar-known = 已有日历“{ $calendar }”。请改文件中的 code，或先归档旧日历。
cli-gate-shut = 未移动。以下条件未满足：
cli-gate-how = 每个条件前是它的代码：“canvass opp waive”按代码豁免一个条件，“canvass opp force”仍然移动；两者都会保留您的理由。
cli-gate-refused = 未移动：有 { $count } 项条件未满足，请满足后重试。
cli-gate-none = 已到终点，没有条件。
cli-gate-state = 状态
cli-gate-condition = 条件
cli-gate-said = 说明
cli-history-on = 自
cli-history-days = 天数
cli-history-what = 事项
cli-history-who = 操作人
cli-severity-acknowledged = 已确认
cli-ack-none = { $rule } 在 { $path } 没有提示。其位置有：{ $places }。
cli-ack-where = { $rule } 需要指明位置。可选：{ $places }。
cli-ack-no-warning = { $rule } 在此不是警告：错误须修正，提示无需处理。
cli-acknowledged = 已确认 { $rule }（{ $path }），数值变化后失效。
cli-sla-unreadable = 无法读取 { $file }（{ $reason }）。请指定以 JSON 导出的协议。
cli-service-unreadable = 无法读取 { $file }（{ $reason }）。请指定由“canvass service export”导出的服务。
cli-sla-imported = 已导入 { $code }。
cli-sla-over = 文件替换了本工作区中内容不同的 { $count } 个字段。“canvass log -v” 可查看，“canvass undo” 可撤销导入。
cli-sla-loose = 已略去指向本工作区不存在的内容的关联：{ $count } 处。
