# Needs: what is done with them, how far they are covered, and what hangs on nothing.

need-why = Why is it wanted: “{ $name }”?
need-merge-title = Which need says the same as { $code }? It stays, { $code } goes.
need-merge-itself = A need cannot become part of itself. Choose another one.
need-merge-archived = { $code } is archived. Bring it back first, or choose another need.
need-merge-other-deal = { $code } belongs to another deal. Only needs of one deal can be merged.
need-confirm-title = Who has confirmed it: “{ $name }”?
need-confirm-who = Say who of the customer has confirmed it.
need-confirm-priority = Say how important it is before it is confirmed.
need-reject-title = Why is it turned down: “{ $name }”?
need-reject-why = Say why it is turned down.
need-defer-title = Until when is it put off: “{ $name }”?
need-defer-when = Say until when it is put off.
need-state-derived = This follows by itself from what is linked. Link a clause or target of the agreement to the need.
need-state-no-way = It is { $state }; from there it does not go this way. Take it back to analysed first.
need-no-further = It is { $state }. What comes next follows from the agreement: link a clause or a target to it.
need-no-back = It is { $state }; there is nothing before that.
need-rank-full = There are { $count } key needs already. Move one of them down and off the list first.
need-rank-gone = { $code } is archived, put off or turned down, so it cannot be a key need.

needs-covered = covered { $share } %
needs-musts = must { $met } of { $musts }
needs-unweighed = { $count } without priority
needs-none = This deal has no needs yet.
needs-none-how = { $key } makes one. In an interview, Ctrl+N makes one of an answer.
needs-ask-why = Nobody has asked yet why. { $key } notes what lies behind it.
needs-unvoiced = No answer leads here: who wants it?
needs-no-deal = There is no need at the cursor. Open a deal ({ $key }), then its needs.
needs-made-where = A need belongs to a deal. Make it in the deal or in an interview.
needs-filter-where = Filter in the list of all needs: go back once.
needs-no-orphans = Nothing is missing here.

orphan-none = all
orphan-unvoiced = nobody said it
orphan-unasked = not asked why
orphan-unpromised = must, not promised
orphan-loose-gaps = gaps without need or measure
orphan-unfounded = clauses without origin
orphan-unsupported = targets without OLA or UC
orphan-column-kind = What
orphan-column-title = Name

thread-behind = this lies behind it
thread-ladder = what lies behind it
thread-gap = gap
thread-confirmed = confirmed by
thread-said = said by
thread-wanted = wanted by
thread-their-words = their words
thread-their-need = their need
thread-their-yes = confirmed by them
thread-merged = merged into this
thread-merged-into = became part of this

interview-confirm-who = Say who of the customer has confirmed the minutes.
cli-answer-form = “{ $text }” is no answer with words. Write the interview and the question, like INT-2026-0001/N03; “canvass interview show” lists the answers.
cli-need-merged = { $goes } is now part of { $stays }.

# What Tab and F2 do here, in the footer.
interview-next-cell = next cell
interview-next-question = next question
interview-to-needs = needs
interview-to-questions = questions
interview-to-answer = answer
needs-next-view = next view
needs-of-all = all deals
needs-of-deal = this deal
record-next-section = next section
interview-make-need = need from it
interview-not-known = unknown
