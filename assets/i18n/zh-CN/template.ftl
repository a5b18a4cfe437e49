# 自有访谈模板。
template-syntax = { $detail }。请在该处修改文件。
template-other = 文本是模板 { $template } 第 { $version } 版，与本记录不符。请另行添加。
template-key-wrong = 模板代号由 1 至 24 个字母、数字、点、连字符或下划线组成。请修改。
template-version-wrong = 模板 { $template }：版本应为 1 至 9999 的整数。请修改。
template-level-wrong = 模板 { $template }：层级应为 1（员工）、2（中层）或 3（高层）。请修改。
template-id-wrong = 模板 { $template } 问题 { $question }：编号由 1 至 24 个字母、数字、点、连字符或下划线组成。请修改。
template-range-wrong = 模板 { $template } 问题 { $question }：最小值大于最大值。请对调。
store-template-pinned = 模板 { $template } 第 { $version } 版已有访谈依据，不能更改。请在文件中提高版本号后重新添加。
store-template-used = 已有访谈使用模板 { $template }，不能删除。如不想再被选用，请将其归档。
cli-template-questions = 题数
cli-template-own = 自有
cli-template-if = 仅当
cli-template-written = 已写入：{ $path }
cli-template-unreadable = 无法读取 { $file }（{ $reason }）。请指定不超过 64 KiB 的模板；“canvass template new FILE”可写出一份样例。
cli-template-sound = 模板 { $template } 第 { $version } 版无误，共 { $count } 题。
cli-template-added = 已添加模板 { $template } 第 { $version } 版，同事也可选用
cli-template-known = 工作区已有完全相同的模板 { $template } 第 { $version } 版。
cli-template-taken = 已有内容不同的模板 { $template } 第 { $version } 版，且不能更改。请在文件中写 version = { $next } 后重新添加。
cli-agenda-of = { $code } 没有待问清单。请指定客户、商机或访谈。
