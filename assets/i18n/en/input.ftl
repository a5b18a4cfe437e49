# Amounts
input-money-empty = No amount. Type one, for example 12.5万, 84k or 1200.
input-money-unreadable = “{ $text }” is no amount. Write it like 12.5万, 1,234.50, 84k or $1.2M.
input-money-groups = The separators in “{ $text }” do not fit. Write 1,234,567.89 or 1 234 567,89.
input-money-negative = “{ $text }” is below zero. Enter the amount without a minus.
input-money-decimals = { $count ->
    [one] “{ $text }” is too fine: { $ccy } has one decimal. Round the amount.
   *[other] “{ $text }” is too fine: { $ccy } has { $count } decimals. Round the amount.
}
input-money-whole = “{ $text }” is too fine: { $ccy } has no decimals. Enter a whole amount.
input-money-large = “{ $text }” is too large to store. Check the digits and the unit.
input-money-two-currencies = “{ $text }” names two currencies. Keep one.
input-money-currency = { $text } is no currency. Use an ISO code such as CNY, RUB or USD.
input-money-sum = It is unclear which parts of “{ $text }” the unit belongs to. Write a unit on every part.

# Dates and times
input-date-empty = No date. Type one, for example 2026-03-06, tomorrow or +2w.
input-date-unreadable = “{ $text }” is no date. Write it like 2026-03-06, 6 Mar 2026, next monday or +3d.
input-date-ambiguous = “{ $text }” can be read as day/month or month/day. Write it like 2026-03-06.
input-date-none = The calendar has no day “{ $text }”. Check day and month.
input-date-range = “{ $text }” lies outside the years { $first } to { $last }. Check the year.
input-time = “{ $text }” is no time of day. Write it like 09:30.
input-instant-none = The clock of { $tz } never shows “{ $text }”. Choose another time.

# Time zones
input-zone-empty = No time zone. Write a name like Asia/Shanghai.
input-zone-unknown = “{ $text }” is no time zone. Write Area/City, for example Asia/Shanghai or Europe/Moscow.
input-zone-several = “{ $text }” stands for several time zones. Write Area/City, for example Asia/Shanghai.
input-zone-short = “{ $text }” is an abbreviation and not exact. Write { $instead }.
input-zone-offset = “{ $text }” is a fixed offset and ignores clock changes. Write Area/City, for example Asia/Yekaterinburg.
input-zone-offset-instead = “{ $text }” is a fixed offset and ignores clock changes. Write a place, for example { $instead }.

# Values of service level targets
input-value-empty = No value. Type one, for example 99.9 %, 30 min or 4 h.
input-value-unreadable = “{ $text }” is no value. Write a number and a unit, for example 99.9 %, 30 min or 4 h.
input-value-unit = “{ $text }” has no unit. Write it like 30 min, 4 h or 2 d.
input-value-negative = “{ $text }” is below zero. Enter the value without a minus.
input-value-fine = “{ $text }” is finer than this metric is measured. Round it or use a smaller unit.
input-value-large = “{ $text }” is too large to store. Check the digits and the unit.
