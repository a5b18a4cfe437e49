# 命令行上的协议：版本、差异、状态、追溯。
cli-one-language = 只有文档可以同时使用两种语言：“canvass sla export”。请只写一种语言。
