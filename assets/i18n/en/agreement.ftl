agreement-kind = Kind
agreement-code = Number
agreement-version = Version
agreement-provider = Provider
agreement-customer = Customer
agreement-valid = Valid
agreement-term = { $from } to { $to }, both days included ({ $zone })
agreement-currency = Currency
agreement-unwritten = Not yet written.
agreement-needs = Needs this agreement meets
agreement-rolling = { $days ->
    [one] last day
   *[other] last { $days } days
}
agreement-column-code = No.
agreement-column-title = Title
agreement-column-service = Service
agreement-column-metric = Metric
agreement-column-ticket = Type
agreement-column-priority = Priority
agreement-column-target = Target
agreement-column-attainment = Share of cases
agreement-column-period = Period
agreement-column-hours = Hours
agreement-column-clock = Clock
agreement-column-measured = Measured at
agreement-column-source = Source
agreement-column-need = Need
agreement-column-met-by = Met by
agreement-json-unwritable = The agreement could not be written as JSON. Save it and export again.
agreement-json-unreadable = This is not a readable agreement file (line { $line }, column { $column }). Export it again or choose another file.
agreement-json-other-format = This file is not an agreement. Choose a file that was exported as an agreement.
agreement-json-other-version = The file has format { $found }, this program reads format { $known }. Export it again with the same version of the program.
agreement-json-value = { $kind } { $name }: the value of “{ $field }” is not allowed. Correct it in the file.
agreement-json-stray = “{ $name }” belongs to no part of this agreement. Correct the file or export it again.
agreement-json-twice = “{ $name }” stands twice in the file. Remove one of them.
