# 还要向客户询问的事项。
agenda-title = 待问清单
agenda-none = 没有待问的问题。
agenda-how = 访谈中对方暂不清楚的问题，用 { $key } 标记，就会列在这里，并注明问谁、何时前问。
