### Commands, and the words around keys.

## What a command does, as footer, palette and help say it.
action-up = up
action-down = down
action-left = left
action-right = right
action-page-up = page up
action-page-down = page down
action-top = to the top
action-bottom = to the bottom
action-open = open
action-back = back
action-help = help
action-palette = all commands
action-filter = filter
action-undo = undo
action-redo = redo
action-panes = switch panes
action-language = language
action-theme = theme
action-suspend = suspend
action-quit = quit
action-go-board = board
action-go-accounts = accounts
action-go-contacts = contacts
action-go-interviews = interviews
action-go-needs = needs
action-go-agreements = agreements
action-go-log = journal
action-go-drafts = unfinished text
action-new = new
action-make-interview = new interview
action-make-need = new need from here
action-make-agreement = new agreement
action-make-contact = new contact
action-make-target = new service level target
action-link = link a need
action-log-activity = log an activity
action-edit = edit
action-edit-external = edit in $EDITOR
action-copy = copy
action-archive = archive
action-history = history
action-trace = trace
action-export = export
action-move-left = one stage back
action-move-right = one stage on
action-order-up = higher in the column
action-order-down = lower in the column
action-lose = mark as lost
action-next-finding = next finding
action-prev-finding = previous finding
action-next-unanswered = next unanswered
action-mark-unknown = not known: ask later
action-people = who said it
action-confidence = how sure it is
action-private = for our eyes only
action-next-field = next field
action-prev-field = previous field
action-save = save
action-take-theirs = take theirs
action-take-mine = take mine
action-take-up = take the text up
action-compare = compare
action-discard = discard the text

## Tabs of a narrow head line, all in about 50 cells.
tab-go-board = board
tab-go-accounts = accts
tab-go-contacts = people
tab-go-interviews = interv
tab-go-needs = needs
tab-go-agreements = SLAs
tab-go-log = log

## Where commands apply.
scope-anywhere = Everywhere
scope-pane = Lists and panes
scope-board = Board
scope-record = Record
scope-interview = Interview
scope-agreement = Agreement
scope-field = Text field
scope-dialog = Dialog

## Around keys.
keys-head-keys = Keys
keys-head-command = Command
keys-head-name = Name in the configuration
keys-palette-only = from the palette
keys-clash = { $keys } already means “{ $first }”, so it cannot mean “{ $second }” as well. Choose another key for one of them.
