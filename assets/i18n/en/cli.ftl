### The command line.

## Before anything is done
cli-no-terminal = This is not a terminal. Give a command; “canvass --help” lists them.
cli-dumb-terminal = This terminal (TERM=dumb) cannot show pages. Open another one, or give a command; “canvass --help” lists them.
cli-no-home = Your home folder is unknown. Name the workspace with --workspace FILE, and set HOME.
cli-no-login = Your login name is unknown. Set LOGNAME, or ask an administrator to name this account.
cli-no-equals = “{ $text }” is not of the form FIELD=VALUE. Write it like title=… and quote values with spaces.
cli-failed = This could not be written: { $reason }. Try again.
cli-not-a-file = { $path } is not an ordinary file. Name one, or - to read the standard input.
cli-no-stream = A workspace is no text, so it is not printed to -. Name a new file.

## Finding records and fields
cli-found-none = { $kind }: nothing is called “{ $name }”. Look for its code with “{ $command }”.
cli-found-none-login = { $kind }: nothing is called “{ $name }”. Look for the login or the whole name with “{ $command }”.
cli-found-none-name = { $kind }: nothing is called “{ $name }”. Look for its whole name with “{ $command }”.
cli-found-several = “{ $name }” fits { $count } records. Give the code of one: { $candidates }
cli-found-several-name = “{ $name }” fits { $count } records. Give the whole name of one: { $candidates }
cli-found-twins = “{ $name }” fits { $count } records, some of them called alike. Give the id of one: { $candidates }
cli-found-part = “{ $name }” is only part of a name. If you mean { $candidate }, give its code or its whole name.
cli-found-part-login = “{ $name }” is only part of a name. If you mean { $candidate }, give the login or the whole name.
cli-found-part-name = “{ $name }” is only part of a name. If you mean { $candidate }, give the whole name.
cli-other-kind = { $code } is of another kind ({ $found }, not { $kind }). Use the command for that kind.
cli-no-code = Nothing has the code “{ $code }”. Look for it with the “list” of its kind.
cli-no-part = { $code } has no target or section “{ $part }”. Use one of these: { $parts }
cli-found-crowd = “{ $name }” fits more than { $count } records. Write more of the name of one, or its code: { $candidates }
cli-field-unknown = There is no field “{ $field }”. Use one of these: { $fields }
cli-field-kept = The program fills “{ $field }” itself. Use the command for it, for example “canvass opp move” for a stage.
cli-field-twice = “{ $field }” stands there twice. Give it once.
cli-fault = { $field }: { $fault }
cli-not-saved = Nothing was changed. Correct this and try again:
cli-clash = { $field }: { $who } changed this just now and nothing was saved. Look at the record and try again.

## Done
cli-created = { $code } created.
cli-changed = { $n ->
    [one] { $code }: { $n } field changed.
   *[other] { $code }: { $n } fields changed.
}
cli-unchanged = { $code } is like that already; nothing was changed.
cli-archived = { $code } archived.
cli-archive-open = { $count ->
    [one] { $code } has a deal that is not decided yet: { $deals }. Close it first, or add --force.
   *[other] { $code } has { $count } deals that are not decided yet: { $deals }. Close them first, or add --force.
}
cli-archive-many = { $count ->
    [one] { $code } has a deal that is not decided yet, { $deals }. Close it first, or add --force.
   *[other] { $code } has { $count } deals that are not decided yet, among them { $deals }. Close them first, or add --force.
}
cli-restored = { $code } is back in the lists.
cli-moved = { $code }: { $from } → { $to }
cli-answered = { $code }: { $question } answered.
cli-undone = Undone: { $verb } { $code }
cli-redone = Done again: { $code }
cli-more = { $shown } of { $total } shown. Add words to narrow the list, or raise --limit.

## Moving an opportunity
cli-no-stage = There is no stage “{ $stage }”. Use one of these: { $stages }
cli-no-reason = There is no reason “{ $reason }”. Use one of these: { $reasons }

## Journal and thread
cli-log-undone = undone
cli-log-more = { $n ->
    [one] and { $n } more change
   *[other] and { $n } more changes
}
cli-no-act = There is no act “{ $act }” in the journal. Take its number from “canvass log”.
cli-came-from = Came from
cli-led-to = Led to
cli-no-thread = No thread leads from or to { $code } yet.

## Interviews
cli-no-template = Say which interview it is with template=KEY. There are: { $templates }
cli-template-gone = This program does not have template { $template }, version { $version }. Open the interview with the version that made it.
cli-no-question = The template has no question “{ $question }”. Use one of these: { $questions }
cli-interview-sum = Required questions answered: { $done } of { $required }
cli-private = private

## Agreements
cli-no-version = { $code } has no version yet. Make one on its screen.
cli-lint-rule = Rule
cli-lint-severity = Weight
cli-lint-place = Place
cli-lint-finding = Finding
cli-severity-error = error
cli-severity-warning = warning
cli-severity-info = note
cli-lint-sum = Errors: { $errors }, warnings: { $warnings }, notes: { $infos }
cli-lint-errors = { $count ->
    [one] { $code } has { $count } error. Mend it and check again.
   *[other] { $code } has { $count } errors. Mend them and check again.
}
cli-file-faults = { $count ->
    [one] { $file } has { $count } fault. Correct it and check again.
   *[other] { $file } has { $count } faults. Correct them and check again.
}

## Sample, copies and checks
cli-sample-written = { $n ->
    [one] { $path }: { $n } record written.
   *[other] { $path }: { $n } records written.
}
cli-backup-done = { $path }: { $size } bytes, up to journal entry #{ $seq }, checked. BLAKE3 { $hash }
cli-backup-written = { $path }: { $size } bytes, up to journal entry #{ $seq }. BLAKE3 { $hash }
cli-backup-damaged = { $count ->
    [one] { $path } is written, but not sound: { $count } finding of damage; “{ $command }” tells it and what to do.
   *[other] { $path } is written, but not sound: { $count } findings of damage; “{ $command }” tells them and what to do.
}
cli-backup-made = made
cli-backup-entry = journal up to
cli-backup-bytes = bytes
cli-backup-file = file
cli-backup-none = Canvass has made no copy of this workspace yet. It makes one when you leave after a day with changes, or after 200 of them. “canvass backup FILE” makes one now.
cli-backup-elsewhere = The workspace cannot be opened, so its copies cannot be told from others. All are in { $folder }; each name begins with the time it was made (UTC).
cli-backup-back = To go back to the newest, let everybody leave Canvass and run the line below. It deletes nothing: what was changed since stays in the folder { $folder }.
cli-check-done = Sound. Journal entries: { $acts }
cli-check-damaged = { $count ->
    [one] The workspace is not sound: { $count } finding of damage. What to do stands with it.
   *[other] The workspace is not sound: { $count } findings of damage. What to do stands with each.
}

# Calendar files
cli-calendar-fault = { $file }, line { $line }, column { $column }: { $fault }
cli-calendar-unreadable = “{ $file }” is no file that can be read ({ $reason }) and no built-in calendar. Name another file, or one of these: { $codes }
cli-calendar-known = There is a calendar “{ $calendar }” already. Change “code” in the file, or archive the old calendar.
cli-gate-shut = Not moved. This stands in the way:
cli-gate-how = Each condition stands after its code. With the code, “canvass opp waive” leaves one out; “canvass opp force” moves anyway. Both keep your reason.
cli-gate-refused = { $count ->
    [one] Not moved: { $count } condition stands in the way. Meet it and try again.
   *[other] Not moved: { $count } conditions stand in the way. Meet them and try again.
}
cli-gate-none = It goes no further; nothing is asked.
cli-gate-state = State
cli-gate-condition = Condition
cli-gate-said = Said
cli-history-on = Since
cli-history-days = Days
cli-history-what = What
cli-history-who = By
cli-severity-acknowledged = accepted
cli-ack-none = { $rule } says nothing at { $path }. Its places are: { $places }.
cli-ack-where = { $rule } needs a place. Say which one: { $places }.
cli-ack-no-warning = { $rule } is no warning here: errors are mended, notes need nothing.
cli-acknowledged = { $rule } at { $path } is accepted until the value changes.
cli-sla-unreadable = { $file } cannot be read ({ $reason }). Name an agreement that was exported as JSON.
cli-service-unreadable = { $file } cannot be read ({ $reason }). Name a service that “canvass service export” has written.
cli-sla-imported = { $code } imported.
cli-sla-over = { $count ->
    [one] The file replaced one field that held something else here.
   *[other] The file replaced { $count } fields that held something else here.
 } “canvass log -v” shows them, “canvass undo” takes the import back.
cli-sla-loose = Links to what is not in this workspace were left out: { $count }.
