# Service time
time-backward = It ends before it begins: from { $from } to { $to }. Exchange the two.
time-negative = A time below zero cannot be added. Enter it without a minus.
time-range = { $day } lies outside the years { $first } to { $last }, for which time zones are known. Check the date.

# Days of which a calendar says nothing
calendar-outside = Calendar { $calendar } is valid from { $first } to { $last }, and { $day } lies outside. Take a calendar that covers this day, or add its holidays and extend the validity.
calendar-before = Calendar { $calendar } is valid from { $first } on, and { $day } lies before. Take a calendar that covers this day, or add its holidays and extend the validity.
calendar-after = Calendar { $calendar } is valid until { $last }, and { $day } lies after. Take a calendar that covers this day, or add its holidays and extend the validity.

# Entries of a calendar
calendar-never = Calendar { $calendar } never opens. Give it at least one window in the week.
calendar-no-monday = “{ $entry }” takes the hours of Monday, but Monday has none. Write its hours behind the date.
calendar-entry-week = “{ $entry }” is no window of the week. Write it like mon 09:00-17:00 or mon-fri 09:00-12:00 13:30-18:00.
calendar-entry-day = “{ $entry }” is no date. Write it like 2026-10-01.
calendar-entry-dated = “{ $entry }” is no day with its hours. Write it like 2026-04-30 09:00-17:00.
calendar-entry-window = The window in “{ $entry }” does not fit. It opens by 23:59 and closes later, at the latest at 48:00.

# Calendar files
calendar-file-syntax = The file is not readable as TOML here: { $detail }. Correct this line.
calendar-file-key = There is no “{ $key }” here. Known are: { $known }.
calendar-file-missing = “{ $key }” is missing. Add it.
calendar-file-wrong = “{ $found }” does not fit. Expected here: { $wanted }.
calendar-file-never = This calendar never opens. Add [[windows]] with days, open and close.
calendar-file-closed = A special day needs its hours. Write windows = [["09:00","17:00"]], or put a closed day under holidays.
calendar-file-endless = Days of their own are known only up to some day. Add valid_to, the last day this calendar covers.
calendar-wants-text = a text in quotation marks
calendar-wants-code = a name of 1 to 60 characters
calendar-wants-date = a date like 2026-10-01
calendar-wants-time = a time of day like "09:00", up to "48:00"
calendar-wants-open = an opening by "23:59", because a window belongs to the day it opens on
calendar-wants-close = a closing later than the opening; add 24 hours for the next day, as in "28:00"
calendar-wants-weekday = one of "mon", "tue", "wed", "thu", "fri", "sat", "sun"
calendar-wants-list = a list in square brackets
calendar-wants-table = a table with keys
calendar-wants-pair = an opening and a closing like ["09:00","17:00"]
