# What is wrong with a value.
value-required = Required. Fill it in.
value-stage-needs = The stage { $stage } needs this. Fill it in, or move the card back first.
value-too-long =
    { $max ->
        [one] Too long: at most { $max } character. Shorten it.
       *[other] Too long: at most { $max } characters. Shorten it.
    }
value-too-long-bytes = Too long: at most { $max } KiB. Shorten it.
value-too-many = Too many entries: at most { $max }. Remove some.
value-control = Contains control characters. Remove them.
value-not-text = Not a text. Enter a text.
value-not-number = Not a whole number. Enter digits only.
value-out-of-range = Out of range. Enter a number from { $min } to { $max }.
value-not-percent = Out of range. Enter a percentage from 0 to { $max }.
value-not-length = Out of range. Enter a length of time from { $min } to { $max }.
value-not-flag = Neither yes nor no. Choose one.
value-not-date = Not a date. Enter it like 2026-03-06.
value-not-instant = Not a point in time. Enter it like 2026-03-06T10:00:00Z.
value-not-money = Not an amount. Enter a number and a currency.
value-not-zone = Not a time zone. Enter it like Asia/Shanghai.
value-not-currency = Not a currency. Enter a code like CNY.
value-not-choice = Not one of the choices. Choose from the list.
value-not-list = Not a list. Enter several entries.
value-not-id = Not a reference to a record. Choose one.
value-twice = One entry stands there twice. Remove it.
value-range-backward = The end lies before the beginning. Correct one of the two.
value-unknown-field = There is no field { $field }. Check its name.
value-circle = This leads back to the record itself. Choose another one, or leave it empty.
value-chance-reason = Say why the chance is another than that of the stage.
value-chance-most = At most { $most } in this stage. Lower it, or move the card on first.
value-chance-none = A deal without a chance is lost. Move the card to Lost, or give it a chance.
value-tender-late = The tender is open until { $date }: nothing is decided before. Correct one of the two days.
value-tier-reason = Say why the tier is set by hand.
value-tier-until = Say until which day the tier holds.
value-closed-reason = Say why the customer is closed.
value-closed-day = Say since which day the customer is closed.
value-deputy = Deputy and owner are the same person. Choose somebody else, or nobody.
value-growth-note = Say what each sign of growth shows itself in.
value-insight = Say what the key information tells us.
value-account-closed = { $account } is closed since { $date } and takes no deals. Choose another customer, or open this one again.
value-closed-deals =
    { $count ->
        [one] { $code } is still open. Decide it first, then close the customer.
       *[other] { $count } deals are still open, { $code } among them. Decide them first, then close the customer.
    }
value-still-works = Still works for { $account }. Give that employment its last day first.
