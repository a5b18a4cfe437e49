# 协议的组成：章节顺序。
agreement-order-where = 请将光标移到章节上：其表格与指标随之移动。
agreement-order-labels = 指标按编号排列。如需移动，请修改编号。
agreement-order-named = 第{ $first }条与第{ $second }条的编号已互换。请核对以下章节中的引用：{ $sections }。
diff-place = 在文档中的位置
state-new-is-draft = 新版本从草稿开始，不能直接为“{ $state }”。请逐步推进。
service-json-other-format = 该文件不是服务。请选择导出的服务文件。
cli-sla-comes-as-draft = 以草稿形式导入，而不是“{ $state }”：{ $faults }。
cli-service-unpromised = 尚无协议承诺 { $code }。
deal-need-unmet = 必须项，尚无条款
cli-clause-none = 没有章节“{ $section }”。可用：{ $sections }。
cli-clause-language = { $code } 没有“{ $language }”文本。其语言为：{ $languages }。
cli-clause-empty = “{ $section }”尚无{ $language }条文。
cli-clause-unreadable = 无法读取 { $file }（{ $reason }）。请指定含条文的文件。
