# 查询商机：负责人:我 阶段:调研 停留>14
query-long = 查询超过 { $most } 字节。请缩短。
query-no-field = 没有“{ $name }”这个字段。可用 { $fields } 等；要搜索这个词本身，请加引号。
query-no-field-like = 没有“{ $name }”这个字段。是不是 { $near }？要搜索这个词本身，请加引号。
query-no-value = { $field }后面没有值。请填写，例如 { $example }。
query-no-order = { $field }的值没有大小之分。请写成 { $right }。
query-nobody = 您还没有在这个工作区工作过。请写同事的名字。
query-no-value-like = { $field }：没有“{ $text }”。是不是 { $near }？
query-no-such-value = { $field }：没有“{ $text }”。请从中选择：{ $values }。
query-no-stage-there = { $stage }那一侧没有进行中的阶段。请另选一个。
query-not-a-chance = “{ $text }”不是概率。请填写 0% 到 100%。
query-not-days = “{ $text }”不是天数。请写成 14、2w 或 3m。
