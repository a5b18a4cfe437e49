# Agreements on the command line: versions, what changed between them, states, the thread.
cli-one-language = Two languages at once are for documents: “canvass sla export”. Name one.
verb-next-version = made the next version of
field-predecessor = Follows version
field-ended-on = Ended on
field-end-reason = Why it ended
diff-title = changes from { $old } to { $new }
diff-what = What
diff-before = Before
diff-after = After
diff-came = new
diff-went = taken out
diff-changed = changed
diff-none = Nothing is different.
state-refused = Not “{ $to }” yet: { $faults }.
state-no-way = from “{ $from }” the next can only be { $ways }
state-is-final = “{ $from }” is the end; make the next version instead
state-unknown = There is no state “{ $state }”. See “canvass sla state --help”.
state-moved-meanwhile = A colleague has moved this version to “{ $state }” meanwhile. Look at it again.
state-no-author = no author is named
state-no-reviewer = no reviewer is named
state-own-reviewer = author and reviewer are the same person
state-errors = { $count ->
    [one] one error is left ({ $rules })
   *[other] { $count } errors are left ({ $rules })
}
state-warnings = { $count ->
    [one] one warning is not answered ({ $rules })
   *[other] { $count } warnings are not answered ({ $rules })
}
state-unsigned = nobody with the right to sign has signed for: { $sides }
state-signed-late = signed on { $signed }, after its first day { $from }; answer for R04 first
state-not-begun = it begins on { $from }
state-begun = it has begun already; it can only be terminated
state-no-ci = no configuration record is named
state-not-over = it runs to { $to }
state-no-reason = a reason is missing
state-no-successor = no later version is in force
cli-next-version = { $code } has version { $new } now, a copy of { $old }.
cli-state-entered = { $code } is “{ $state }” now.
cli-no-such-version = { $code } has no version { $number }. It has { $versions }.
cli-one-version = { $code } has one version only. “canvass sla version { $code }” makes the next one.
cli-other-agreement = { $code } is “{ $found }”, not “{ $kind }”. Use “canvass sla”.
trace-unasked = Promises that nobody asked for
trace-unmet = Needs that nothing meets
trace-uncarried = Targets with nothing beneath them
action-versions = compare versions
action-make-version = next version
versions-none = There is only one version yet.
versions-one = { $key } on the agreement copies it as the next one.
versions-head = from { $old } to { $new }
state-why = Why is it “{ $state }”?
state-title = “{ $state }”: what comes next?
state-ended = “{ $state }” is the end of a version. Make the next one.
