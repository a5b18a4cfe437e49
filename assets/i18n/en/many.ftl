### Several opportunities at once, a row of records, and who may take what back.

select-count = { $count ->
    [one] { $count } selected
   *[other] { $count } selected
}
select-most = No more than { $most } are selected: so many go at once. Narrow the filter for the others.
select-none = clear the selection

many-move-to = { $count ->
    [one] Where does { $count } deal go?
   *[other] Where do { $count } deals go?
}
many-back = { $count ->
    [one] Why does { $count } deal go back?
   *[other] Why do { $count } deals go back?
}
many-lose = { $count ->
    [one] Why is { $count } deal lost?
   *[other] Why are { $count } deals lost?
}
many-hold = { $count ->
    [one] For how long is { $count } deal put on hold?
   *[other] For how long are { $count } deals put on hold?
}
many-assign = { $count ->
    [one] Who takes over { $count } deal?
   *[other] Who takes over { $count } deals?
}
many-tag = { $count ->
    [one] Tags for { $count } deal, with commas between them; -tag takes one off
   *[other] Tags for { $count } deals, with commas between them; -tag takes one off
}
deal-move-to = Where does “{ $title }” go?

many-done = { $deals ->
    [one] { $verb }: { $deals } deal
   *[other] { $verb }: { $deals } deals
}
many-unchanged = Nothing to change: all of them are so already
many-undone = { $deals ->
    [one] taken back — { $verb }: { $deals } deal
   *[other] taken back — { $verb }: { $deals } deals
}
many-redone = { $deals ->
    [one] done again — { $verb }: { $deals } deal
   *[other] done again — { $verb }: { $deals } deals
}
many-going = { $done } of { $of }
many-stop = { $key } stops; nothing is changed then
many-stopped = Stopped: nothing was changed.
many-too-many = That is more than go at once, { $most }. Narrow the query.
many-archived = It is archived. Bring it back first.
many-meanwhile = { $who } has changed this meanwhile. Look at it, then try again.
many-no-further = From { $stage } it goes no further this way. Choose a stage.

refused-title = { $verb }: { $done } · refused: { $refused }
refused-keys = { $go } go there · { $force } carry on those a gate stops, for one reason · { $back } leave them selected
refused-keys-go = { $go } go there · { $back } leave them selected
refused-force = { $count ->
    [one] Why pass over the gate with { $count } deal? The reason is kept for ever
   *[other] Why pass over the gate with { $count } deals? The reason is kept for ever
}
refused-no-force = No reason carries these on: fill in what is missing, or go there.

row-place = { $at } of { $of }
row-first = This is the first one
row-last = This is the last one

undo-gate = Not taken back: { $name } would need this to return to { $stage }
redo-gate = Not done again: { $name } needs this first for { $stage }
undo-gates = Nothing taken back: { $refused } of { $deals } deals cannot return
redo-gates = Nothing done again: { $refused } of { $deals } deals may not go
refused-keys-return = { $go } go to what is missing · { $back } leave them where they are
store-undo-elsewhere = There is nothing of yours left to undo here. What you did in another session is taken back from the journal.

verb-assign = assigned
verb-tag = tagged
verb-untag = untagged

action-move-to = move to…
action-assign = assign
action-tag = tag
action-select = select
action-select-to = select up to here
action-select-all = select all
action-next-record = next record
action-prev-record = previous record
also-move-to = stage, jump to
also-assign = owner, give, hand over, delegate
also-tag = label, keyword, untag
also-select = mark, choose, multi-select
also-select-to = range, whole column
also-select-all = everything, mark all
also-next-record = following, forward
also-prev-record = before, backward

scope-deal = Opportunity
scope-several = Selecting several
scope-row = Row of records

cli-many-none = No record fits. Look with “list” and the same words.
cli-many-done = { $verb }: { $count }
cli-many-refused = Refused: { $count } of { $asked }. The reasons stand with each.

config-about-mouse = Click, wheel and drag; the terminal then selects text only while Shift is held
cli-undo-gate = Not taken back: { $name } would need this again in { $stage }:
cli-redo-gate = Not done again: { $name } needs this first for { $stage }:
mouse-no-drop = Only lanes of stages and of colleagues take a card. Edit the opportunity instead.
