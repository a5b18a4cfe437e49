# What is still to be asked of customers.
agenda-title = To ask
agenda-none = Nothing is left to be asked.
agenda-how = What they do not know is marked in the interview with { $key }: then it stands here, with whom to ask and by when.
