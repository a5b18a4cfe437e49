### What was done, for the journal and for undo.

## Past acts keep their verb in the journal for ever: change words here, but take none away.
verb-create = created
verb-edit = edited
verb-move = moved
verb-force = moved with a reason
verb-order = reordered
verb-win = won
verb-lose = marked as lost
verb-disqualify = disqualified
verb-hold = put on hold
verb-resume = resumed
verb-reopen = reopened
verb-state = changed the state
verb-answer = answered
verb-log-activity = logged an activity
verb-make-need = made a need
verb-link = linked
verb-unlink = unlinked
verb-archive = archived
verb-restore = restored
verb-merge = merged
verb-import = imported
verb-undo = undid
verb-redo = redid
verb-join = joined the workspace
verb-rename = changed the name
verb-sample = loaded sample data
verb-interview = started an interview
verb-need = turned an answer into a need
verb-agreement = drafted an agreement
verb-clause = wrote a clause
verb-tick = ticked
verb-untick = took back a tick
verb-waive = waived a condition
verb-unwaive = withdrew a waiver
verb-acknowledge = accepted a warning
