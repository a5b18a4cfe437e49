rule-R01 = § { $number } { $section } has no finished text in: { $languages }. Write it or take the standard text.
rule-R01-standard = § { $number } { $section } has no finished text in: { $languages }. ISO/IEC 20000-1 { $iso } asks for it: write it or take the standard text.
rule-R02 = { $section } ({ $language }): still to be filled in: { $text } ({ $count ->
    [one] one place
   *[other] { $count } places
}). Write what is agreed.
rule-R02-brief = { $section } ({ $language }): still to be filled in: { $text } and { $more } more. Write what is agreed.
rule-R02-target = { $label }: { $field } is still to be filled in: { $text }. Write what is agreed.
rule-R20 = { $label }: { $field } is empty, so nobody can measure this target. Fill it in.
rule-R21 = { $label }: { $metric } cannot be given in { $unit }. Use { $right }.
rule-R22-share = { $label }: { $value } is outside { $least } to { $most }. Correct the figure.
rule-R22-time = { $label }: { $value } is no possible time: it must be more than nothing and at most { $days } days. Correct the figure.
rule-R26 = { $label } { $metric } { $value } comes after { $other-label } { $other-metric } { $other-value }. Shorten the first or lengthen the second.
rule-R27-slower = { $metric }: { $priority } ({ $label }) has { $value }, but { $other-priority } ({ $other-label }) only { $other-value }. Give { $priority } less time, or { $other-priority } more.
rule-R27-equal = { $metric }: { $priority } ({ $label }) and { $other-priority } ({ $other-label }) both have { $value }. Keep it if that is meant.
rule-R27-hours = { $metric }: the clock of { $priority } ({ $label }) counts { $hours }, that of { $other-priority } ({ $other-label }) { $other-hours }. Give { $priority } at least the same hours.
rule-R28-both = The matrix { $matrix } gives tickets { $priority }, but no response and no restore time is promised for it. Add both targets or change the matrix.
rule-R28-response = The matrix { $matrix } gives tickets { $priority }, but no response time is promised for it. Add the target or change the matrix.
rule-R28-restore = The matrix { $matrix } gives tickets { $priority }, but neither restore nor resolve time is promised for it. Add one or change the matrix.
rule-R46-weaker = { $label } promises { $promised }, but what stands beneath gives only { $composed } ({ $factors }). Lower the promise or raise a supporting target.
rule-R46-thin = { $label } promises { $promised }; what stands beneath gives { $composed } ({ $factors }), a safe margin begins at { $needed }. Raise a supporting target or accept the risk with a reason.
rule-R65 = Must-have { $code } “{ $title }” is met by no clause and no target. Link it, or defer it with the customer's confirmation.
rule-R65-unconfirmed = Must-have { $code } “{ $title }” is deferred without the customer's word. Name who confirmed it, or link it to a clause.
rule-R65-over = Must-have { $code } “{ $title }” was deferred to { $date }, which has passed. Link it to a clause or agree on a new date.
rule-R67-target = { $label } has no origin: nobody asked for it. Link a need, or name catalogue, law or standard as its origin.
rule-R67-clause = { $section } has no origin: nobody asked for it. Link a need, or name catalogue, law or standard as its origin.
