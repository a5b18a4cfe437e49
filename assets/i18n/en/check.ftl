check-page = The file is damaged: { $detail }. Keep it and restore the latest backup.
check-link = { $kind }: { $count ->
    [one] { $count } record links
   *[other] { $count } records link
} to something that does not exist. Open them and choose again.
check-support = { $count ->
    [one] { $count } place beneath an agreement is
   *[other] { $count } places beneath agreements are
} not what the records say. Restore the latest backup.
check-thread = { $kind }: { $count ->
    [one] { $count } thread leads
   *[other] { $count } threads lead
} to a record that does not exist. Link the other end again.
check-chain-broken = The journal does not fit together at entry { $seq }. Compare it with the latest backup.
check-total = The totals of stage { $stage } are wrong. Restore the latest backup.
check-log-large = The log beside the workspace has grown to { $mb } MB. Some program never finishes reading it: look for one that hangs, and end it.
check-log-large-by = The log beside the workspace has grown to { $mb } MB, because somebody never finishes reading. Here now, with the number of the process: { $who }. Ask them to leave Canvass and come back.
check-clock = { $count ->
    [one] { $count } entry was
   *[other] { $count } entries were
} made while the clock ran backwards. Check the time of this machine.
check-replay-stopped = Entry { $seq } of the journal does not follow from those before it. Compare it with the latest backup.
check-replay-failed = The journal could not be replayed: { $detail }. Keep the file and restore the latest backup.
check-record = { $kind } { $record } is not what the journal says. Compare it with the latest backup.
check-table = Table { $table } is not what the journal says. Restore the latest backup.
check-value = { $kind } { $record }, { $field }: { $reason }
check-unread = What stands there cannot be read. Enter it again.
check-rows = { $kind }: { $count ->
    [one] { $count } row is
   *[other] { $count } rows are
} no record of Canvass. Restore the latest backup.
check-more = { $kind }: { $count ->
    [one] { $count } more value is
   *[other] { $count } more values are
} like that. Mend the ones above and check again.
