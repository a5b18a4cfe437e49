### The shell around all screens, the dialogs, and the ordinary screens.

## Head line and footer
state-saved = saved
state-saving = saving…
state-waiting = waiting for { $who }’s save…
state-stopped = not saving any more
state-typing = typing
state-draft = draft kept, not saved
state-draft-short = not saved
state-unkept = not kept: no disk takes it
state-sample = sample, not kept
state-sample-short = sample, not kept
care-copy = { $days ->
    [one] no backup for { $days } day
   *[other] no backup for { $days } days
}
care-log = log { $mb } MB
here-count = { $count ->
    [one] { $count } here
   *[other] { $count } here
}
here-editing = { $who } is editing · { $place }
here-question = question { $number }
record-edit-first = Open the form with { $edit }; in a long text { $key } then opens your own editor.
key-unknown = { $key } does nothing here. { $help } shows what does.
loading = reading…
too-small = Canvass needs at least 60 × 16 characters. Make the window larger.
done = { $verb }: { $name }
done-merged = { $verb }: { $name }; { $who } had changed other paragraphs of the same text, and both changes are in it now
undone = taken back — { $verb }: { $name }
redone = done again — { $verb }: { $name }
copied = copied
copy-too-long = That is { $bytes } bytes, too long for the clipboard of a terminal. Copy a part of it, or export it.
written = written to { $path }
quit-how = { $key } leaves Canvass
language-now = English
cannot-suspend = There is no shell above to come back from. Use q to leave.
foreign-change = { $who } — { $verb }: { $name }
moved-meanwhile = { $who } has changed this meanwhile. Look at it, then try again.
move-refused = This move is not possible from here.

## Board
board-title = Board
board-count = { $count ->
    [one] { $count } deal
   *[other] { $count } deals
}
board-age = { $days }d
board-today = today
board-on-hold = on hold
board-no-next-step = no next step
board-no-further = There is no stage beyond this one.
board-lose-title = Why is “{ $title }” lost?
board-empty-title = This workspace is empty. It is yours from here.
board-empty-new = n  enter your first opportunity (the customer can be made on the way)
board-empty-accounts = 2  customers    3  contacts    : all commands
board-empty-help = ?  every key, searchable    F9  中文 / Русский / English
board-empty-kept = Everything is saved as you go, and u takes back any step.

## Lists
list-count = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
list-empty = Nothing here yet. Press n to make the first one, or 1 to go to the board.
list-search = { $key } looks in notes, answers and clauses too.
list-no-match = Nothing matches. Esc clears the filter.
list-made-in-deal = A new { $kind } is made from its opportunity: open one on the board (1), then press m.
filter-label = filter:
filter-active = filter: { $filter }  (Esc clears)
archive-open = { $count ->
    [one] One deal is not decided yet. Archive { $name }?
   *[other] { $count } deals are not decided yet. Archive { $name }?
}
archive-leave = no, leave the customer in the lists
archive-anyway = { $count ->
    [one] yes; the deal stays on the board
   *[other] yes; the { $count } deals stay on the board
}
archive-look = look at { $name }

## One record
record-overview = Overview
record-gone = This record is no longer here. Esc goes back; the journal (7) knows what became of it.
record-missing = still to be filled
record-no-children = Nothing here yet. Press n to add.
record-empty-link = Nothing is linked here. e edits the field.
record-open-which = Open which one?
make-title = Add to this record
make-in-deal = Open an opportunity first (1 is the board), then make it from there.
make-contact-title = Who?
make-new-contact = a new contact
make-known-contact = a contact already known
make-interview-title = Which interview?
thread-title = The thread
thread-up = Where it came from
thread-down = What came of it
thread-none = nothing yet

## Journal
log-title = Journal
log-title-of = History of { $name }
log-empty = Nothing has happened yet.
log-undone = taken back
log-and-more = { $count ->
    [one] {" "}and { $count } more change
   *[other] {" "}and { $count } more changes
}
log-nothing-to-open = There is nothing to open behind this entry.
log-made = made
log-removed = removed

## Forms and choices
form-new = New: { $kind } { $name }
form-edit = { $kind }: { $name }
form-all-fields = all fields
form-leave-kept = leave, text is kept
form-fault = { $field }: { $fault }
form-incomplete = { $count ->
    [one] One line cannot be saved yet; it is marked.
   *[other] { $count } lines cannot be saved yet; they are marked.
}
form-choose = press Enter to choose
form-hint-money = 12.5万 · 1,5 млн · 84k EUR · ¥1200
form-hint-minutes = 4 h, 1 h 30 min, 1.5 h; a bare number is minutes
form-hint-seconds = 30 s, 5 min; a bare number is seconds
form-hint-date = 2026-03-06 · today · +3d · +2w · next monday
form-hint-instant = 2026-03-06 14:30 · today 9:00
form-hint-list = several, separated by ;
form-hint-hours = like mon-fri 09:00-18:00; sat 10:00-14:00, or 24x7
form-hint-letters = ← → or letters
form-hint-choice = ← → or the first letter choose, Backspace clears
form-hint-set = ← → move, space ticks
form-hint-link = type or press Enter to choose, Backspace clears
form-hint-links = type or press Enter to add one, once more to take it out; Backspace takes out the last
form-hint-zone = Asia/Shanghai · Europe/Moscow · 北京时间 · МСК
form-hint-long = Enter breaks the line, F4 opens your editor
pick-title = Choose: { $kind }
pick-person = Choose a contact; the customer’s own come first
pick-new = + new: { $name }
pick-new-one = + new
pick-choose = choose
pick-none = Nothing matches.
palette-title = Commands here
help-title = All commands — type a word, or a key
field-full = The field is full; what did not fit was left out.
field-not-in-range = Write a whole number from { $min } to { $max }.
field-not-a-number = That is not a whole number.
field-percent-fine = “{ $text }” is finer than a hundredth of a percent. Write at most two decimals.
field-not-minutes = “{ $text }” is no length of time. Write hours or minutes: 4 h, 1 h 30 min, 1.5 h or 90.
field-not-seconds = “{ $text }” is no length of time. Write minutes or seconds: 5 min, 30 s or 30.
field-not-yes-no = Answer yes or no.
field-not-a-currency = “{ $value }” is no currency. Use a code such as CNY, RUB or EUR.
field-not-a-choice = “{ $value }” is not one of: { $choices }.
missing-title = Not yet: { $stage } needs this first ({ $name })
missing-fields = Not yet: { $stage } needs this first

## Two people, one field
conflict-title = Somebody changed the same field
conflict-explain = Nothing is lost. Choose for each field; only then is it saved.
conflict-theirs = theirs ({ $who }, { $when })
conflict-mine = mine
conflict-both = both together ({ $key }), please read it first
conflict-original = before
conflict-keys = { $theirs } theirs   { $mine } mine   { $down } read on   Enter saves the choice   Esc decides later, the text is kept
conflict-undecided = Choose theirs or mine for every field first.
conflict-kept = Not saved. Your text stays in the form.

## Drafts
recover-left = Kept, not saved. { $key } takes it up again.
recover-there = Unsaved text of this record is kept besides. To go on with it, leave this form and press { $key }.
recover-none = There is no unfinished text.
recover-title = Unsaved text
recover-explain = Left without saving, or cut off by a dropped line. It is all here:
recover-keys = Enter or { $up } recover   { $compare } compare   { $discard } discard   { $down } read on   Esc later
recover-mine = as typed
recover-base = as it was before
recover-later = Kept for later: { $key } takes it up, and the next start offers it again.
recover-elsewhere = This text was taken up in another terminal already. Nothing of it is lost.
recover-surely = Press { $key } once more to throw this text away; nothing brings it back.
recover-unknown = This text belongs to a form that this version does not know. It is kept.
draft-spare = The disk is full: what you type is kept in { $path }. Free some room.

## Editor and terminal
editor-not-started = The editor { $command } could not be started ({ $reason }). Set EDITOR to the one you use.
editor-given-up = The editor ended with an error; the text is as it was.
editor-broken = The editor ended with an error. What was written is kept in { $path }.
editor-left = A text from the editor was left in { $path }. Delete that folder when you no longer need it.
editor-too-long = That text is longer than a field holds; it is kept in { $path }.
editor-not-text = That file is not UTF-8 text; it is kept in { $path }.
editor-file = The file for the editor could not be made: { $reason }.
no-terminal = Canvass needs a terminal. Try a command such as “canvass opp list”, or “canvass --help”.
terminal-failed = The terminal does not answer ({ $reason }). Open another one and start again.
no-thread = The system gives no more threads ({ $reason }). Close other programs and start again.
trace-unwritable = The trace file { $path } cannot be written ({ $reason }). Name another one.
record-more = { $n ->
    [one] and { $n } newer one, found with the filter of the list
   *[other] and { $n } newer ones, found with the filter of the list
}
missing-keys = { $go } go there · { $waive } waive · { $force } move anyway, with a reason · { $back } leave it
missing-keys-return = { $go } go there · { $waive } waive · { $back } leave it where it is
note-back = Why does it go back?
note-force = Why pass over the gate? The reason is kept for ever
note-waive = Why waive: { $condition }?
note-tick = What shows that this is done: { $item }?
note-hold = Why is it put on hold?
hold-title = For how long is “{ $title }” put on hold?
hold-week = a week
hold-fortnight = two weeks
hold-month = a month
hold-quarter = three months
hold-half-year = half a year
progress-title = { $code } { $title } › gate and check-lists
progress-gate = Before it goes on: { $from } → { $to }
progress-history = The way it came
progress-forced = passed over a gate: { $reason }
progress-is-open = It is open. There is nothing to reopen.
progress-earlier = { $n } earlier, see { $key }
