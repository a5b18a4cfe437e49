### The calculator as a screen: its sheets, fields and pictures.

calculator-title = Calculator
calculator-downtime = Downtime
calculator-due = Due
calculator-elapsed = Elapsed
calculator-availability = Achieved
calculator-structure = Structure
calculator-credit = Credit

## Fields
calculator-target = Target, %
calculator-other = Compare with
calculator-start = From
calculator-length = Within
calculator-pauses = Paused
calculator-from = From
calculator-to = To
calculator-outages = Outages
calculator-excluded = Excluded
calculator-expression = Structure
calculator-tiers = Tiers
calculator-cap = Cap, %
calculator-fee = Fee
calculator-achieved = Achieved, %
calculator-combine = Several
calculator-combine-sum = add up
calculator-combine-highest = only the highest counts
calculator-calendar = Calendar
calculator-period = Period
calculator-own = workspace

## While a field is empty
calculator-other-none = a second one, if you like
calculator-stretches = none: FROM/TO; FROM/TO
calculator-cap-none = no cap
calculator-moment = 2026-03-06 16:00, or just 16:00 for today

## Answers
calculator-downtime-more = { $less } permits { $length } less downtime than { $more }.
calculator-downtime-same = { $more } and { $less } permit the same downtime.
calculator-due-before = { $first } is due { $length } before { $second }.
calculator-due-same = { $first } and { $second } are due at the same time.
calculator-asks-more = { $more } asks { $points } percentage points more of each missing part than { $less }.
calculator-asks-same = { $more } and { $less } ask the same of each missing part.
calculator-nothing-to-copy = There is no answer to copy yet. Fill in what is missing.
calculator-nothing-back = There is nothing to take back here.
calculator-nothing-again = There is nothing to do again here.
calculator-stale = Before the last change, this was so:
calculator-old-answer = The answer shown is for what was typed before. Put right what is marked, then copy.
calculator-part-stays = That cannot be done with this part.
calculator-calendar-broken = This calendar cannot be read ({ $reason }). Open it and correct it, or choose another.
calculator-calendar-lost = The agreement names no calendar for these hours. Choose one.

## The tree
calculator-all = all must work
calculator-one = one is enough
calculator-some = { $needed } of { $n } must work
calculator-asked = ? must give

## Heads of tables
calculator-head-value = { $value }
calculator-head-period = Period
calculator-head-days = Days
calculator-head-agreed = Agreed
calculator-head-difference = Difference
calculator-head-target = Target
calculator-head-start = From
calculator-head-due = Due
calculator-head-from = From
calculator-head-to = To
calculator-head-length = Service time
calculator-head-permitted = Permitted
calculator-head-down = Down
calculator-head-achieved = Achieved
calculator-head-left = Left
calculator-head-part = Part
calculator-head-kind = Kind
calculator-head-gives = Gives
calculator-head-tier = Tier from
calculator-head-credit = Credit

## Pictures
calculator-weekdays = Mo Tu We Th Fr Sa Su
calculator-legend-open = open
calculator-legend-part = partly
calculator-legend-closed = closed
calculator-legend-holiday = holiday
calculator-legend-make-up = make-up day
calculator-legend-special = own hours
calculator-legend-outside = not known
