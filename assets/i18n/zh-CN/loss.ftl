### 丢单须说明的内容。

loss-evidence = 用几个字说明：有什么依据？
loss-to = { $count ->
    [1] 输给了谁？
   *[other] { $count } 个商机输给了谁？
}
loss-to-nodec = 没有人：客户维持现状
loss-to-inhouse = 客户自己的团队
cli-lost-to = 输给了谁？用 --lost-to 写出竞争对手；没有人得到时写“--lost-to nodec”，客户自己做时写“--lost-to inhouse”。
