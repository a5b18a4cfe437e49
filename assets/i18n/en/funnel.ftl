# Moving opportunities through the funnel, and reading a pipeline.
move-missing = { $field } is empty. Fill it in first.
move-skips = This leaves out the stage { $stage }. Give a reason, or go there first.
move-unknown = There is no stage { $stage }. Choose one of the pipeline.
move-already = It stands in { $stage } already. Choose another stage.
move-final = { $stage } is final. Open a new opportunity instead.
move-reopen = The deal is closed. Take it back to an open stage first.
move-too-late =
    { $days ->
        [one] It was lost more than { $days } day ago. Open a new opportunity instead.
       *[other] It was lost more than { $days } days ago. Open a new opportunity instead.
    }
move-hold-past = The pause must end after today. Choose a later day.
freshness-fresh = fresh
freshness-ageing = ageing
freshness-rotten = rotten
freshness-dead = dead
freshness-paused = paused
demo-invalid = The sample file { $file } does not fit the program: { $record }, { $field }: { $detail }. Report this as a fault.
move-unmet = Not met: { $condition }.
gate-no-item = There is no check-list item { $item }. The gate of the opportunity shows them all.
gate-item-automatic = { $item } follows from the records; it cannot be ticked. Fill in what it asks for.
gate-no-condition = There is no condition { $condition }. The gate of the opportunity shows them all.
gate-needs-evidence = Say what shows that this is done: { $item }.
gate-not-waivable = This can be met, so it cannot be waived: { $condition }. Meet it, or pass over the gate with a reason.
gate-holds = This holds already.
gate-automatic = This follows from the records. Press Enter to go where it is met.
gate-later = not in the program yet: may be waived
gate-waived = waived: { $reason }
gate-skips-how = Go there first, or pass over it with a reason ({ $key }).
gate-state-met = met
gate-state-missing = missing
gate-state-opened = opened
gate-state-later = not possible yet
gate-state-waived = waived
