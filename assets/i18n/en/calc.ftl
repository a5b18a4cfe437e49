### The calculator: what it cannot read, its answers, and their steps.

## Percentages, periods and lengths
calc-percent-empty = No percentage. Type one, for example 99.9.
calc-percent-unreadable = “{ $text }” is no percentage. Write it like 99.9 or 99.95 %.
calc-percent-negative = “{ $text }” is below zero. Write a percentage from 0 to 100.
calc-percent-high = “{ $text }” is above 100 %. Write a percentage from 0 to 100, for example 99.9.
calc-period-unreadable = “{ $text }” is no period. Write 2026, 2026-Q1, 2026-03, 30d or 2026-03-01+30d.
calc-period-none = There is no period “{ $text }”. Quarters are Q1 to Q4, months 01 to 12.
calc-period-days = “{ $text }” is too short or too long. Take 1 to { $max } days.
calc-period-nowhere = On calendar { $calendar } “{ $text }” depends on where it begins. Write the first day too, for example 2026-03-01+{ $text }.
calc-length-unreadable = “{ $text }” is no length of time. Write it like 900s, 15m, 4h, 1h30m, PT24H, P1D, 2bd or eobd1.
calc-length-day = A day means something else in each tool. Write { $n }bd for business days, P{ $n }D for calendar days, or hours.
calc-length-long = “{ $text }” is longer than ten years. Check the number.
calc-stretch-unreadable = “{ $text }” is not from one time to another. Write it like 2026-03-06T16:00/2026-03-06T17:30.
calc-stretch-backward = “{ $text }” ends before it begins. Exchange the two times.
calc-time-skipped = The clock of { $tz } skips “{ $text }”; taken as { $at }.
calc-time-twice = The clock of { $tz } shows “{ $text }” twice; taken as the first, { $at }. For the second write { $later }.
calc-no-service = Calendar { $calendar } has no service time left in { $period }, so a target does not apply. Choose another period.

## Structures
calc-compose-expect-part = Column { $column }: something is missing. Write a percentage, ?, or a group such as parallel(99.5, 99.5).
calc-compose-expect-next = Column { $column }: write a comma and the next part, or close the group with ).
calc-compose-expect-end = Column { $column }: the structure has ended before. Remove the rest, or put everything into serial(…).
calc-compose-expect-name = Column { $column }: write a name before =, or leave = out.
calc-compose-group = Column { $column }: there is no group “{ $text }”. Write serial(…), parallel(…) or kofn(2, …).
calc-compose-range = Column { $column }: “{ $text }” is not from 0 to 100. Write a percentage such as 99.9.
calc-compose-percent = Column { $column }: “{ $text }” is no percentage. Write one such as 99.9, or ? for what is asked for.
calc-compose-needed = Column { $column }: write first how many parts must work, as in kofn(2, 99, 99, 99).
calc-compose-too-many = Column { $column }: { $needed } must work, and there are only { $n }. Lower the number or add parts.
calc-compose-comma = Column { $column }: “{ $text }” can be one number or two. Write 99.95 for one, and a space after the comma for two.
calc-compose-large = Column { $column }: too many parts or groups. Take at most { $max } parts.
calc-compose-target = “?” asks what a part must give. Give the target for the whole with --target, for example --target 99.9.
calc-compose-unreachable = { $target } is out of reach: even if the missing parts never fail, the whole has only { $best }. Improve the other parts.

## Credits
calc-tier-unreadable = “{ $text }” is no tier. Write a bound and a credit in percent, as in 99.5:5.
calc-tier-order = “{ $text }” stands in the wrong place. Begin with the highest bound and go down.
calc-tier-credit = “{ $text }” gives back less than the tier before, for worse service. Raise the credit.
calc-tiers-open = Nothing is said about less than { $bound } %. Add a last tier from 0, for example 0:30.
calc-tiers-many = Too many tiers: at most { $max }. Leave some out.
calc-credit-large = The amount is too large. Check the digits of the fee.

## Answers
calc-downtime = { $target } of { $agreed } in { $period } permits { $shown } of downtime.
calc-due = { $target } from { $start } on { $calendar }: due { $due }.
calc-due-paused = { $target } from { $start } on { $calendar }: paused, due not before { $due }.
calc-elapsed = From { $from } to { $to } on { $calendar }: { $length } of service time.
calc-achieved-met = { $shown } achieved in { $period }: the target of { $target } is met.
calc-achieved-missed = { $shown } achieved in { $period }: the target of { $target } is not met.
calc-composed = The whole gives { $shown } ({ $share }), about { $month } of downtime in 30 days.
calc-composed-met = The whole gives { $shown } ({ $share }), about { $month } down in 30 days: the target of { $target } is met.
calc-composed-missed = The whole gives { $shown } ({ $share }), about { $month } down in 30 days: the target of { $target } is missed by { $points } percentage points.
calc-composed-wanted = { $n ->
    [one] The missing part must give at least { $each } for { $target } in all.
   *[other] Each of the { $n } missing parts must give at least { $each } for { $target } in all.
}
calc-composed-any = { $n ->
    [one] The missing part may give anything: without it the whole has { $reached }, and { $target } is wanted.
   *[other] The { $n } missing parts may give anything: without them the whole has { $reached }, and { $target } is wanted.
}
calc-credit = The credit is { $share } of { $fee }: { $amount }. To pay: { $rest }.
calc-credit-none = No credit: the fee of { $fee } stays as it is.

## Steps
calc-step-more = … and { $n } more
calc-step-agreed = { $n ->
    [one] Agreed service time in { $period } on { $calendar }: { $n } day, { $length }
   *[other] Agreed service time in { $period } on { $calendar }: { $n } days, { $length }
}
calc-step-permitted = { $agreed } s × (100% − { $target }) = { $agreed } s × { $lost } = { $seconds } s
calc-step-length = { $seconds } s = { $length }
calc-step-cut = { $seconds } s, rounded down: { $length }
calc-step-starts = The calendar is closed at { $start }; the clock starts { $at }
calc-step-paused = Paused { $from } – { $to }: { $length } do not count
calc-step-paused-open = Paused since { $from }, without an end
calc-step-served = { $from } – { $to }: { $length }, { $left } left
calc-step-served-last = { $from } – { $to }: { $length }, done
calc-step-day = Business day { $n }: { $date }
calc-step-day-made-up = Business day { $n }: { $date } (make-up day)
calc-step-open = { $from } – { $to }: { $length }
calc-step-real = { $length } of { $real } on the clock
calc-step-excluded = Agreed exclusions: − { $out }, leaves { $left }
calc-step-outage = Outage { $from } – { $to }: counts { $length }
calc-step-outage-none = Outage { $from } – { $to }: outside the measured service time, does not count
calc-step-once = Overlaps count once: { $down } instead of { $sum }
calc-step-achieved = ({ $agreed } s − { $down } s) / { $agreed } s = { $result }
calc-step-left = { $target } permits { $permitted }; { $down } used, { $rest } left
calc-step-over = { $target } permits { $permitted }; { $down } used, { $rest } too much
calc-whole = The whole
calc-step-serial = { $name }: all must work, { $formula } = { $result }
calc-step-parallel = { $name }: one is enough, 100% − { $formula } = { $result }
calc-step-kofn = { $name }: { $needed } of { $n } must work, { $result }
calc-step-wanted = This gives { $reached }; with { $less } it would be { $under }, below { $target }
calc-step-independent = Parts in parallel must fail independently: put what they share (power, site) in series
calc-step-tier = { $achieved } achieved falls into the tier from { $bound }: { $credit } of the fee
calc-step-tier-none = { $achieved } achieved falls into the tier from { $bound }: no credit
calc-step-credit-sum = All credits together: { $share }
calc-step-credit-highest = Only the highest credit counts: { $share }
calc-step-cap = The cap limits this to { $cap }
calc-step-credit = { $share } of { $fee } = { $amount }
calc-step-words = In words: { $words }
calc-step-tier-above = A tier promises more than the cap of { $cap } ever pays out

## Calendars of a command
calc-calendar-unknown = There is no calendar “{ $name }”. Name a file (hours.toml), one of { $codes }, or a calendar of your workspace.
calc-calendar-zone = Calendar { $calendar } is in the zone { $tz }. Leave --tz out, or name that zone.
