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
agreement-column-target = Target
agreement-column-period = Period
agreement-column-clock = Clock
agreement-column-measured = Measured at
agreement-column-need = Need
agreement-column-met-by = Met by
agreement-json-unwritable = The agreement could not be written as JSON. Save it and export again.
agreement-json-unreadable = This is not a readable agreement file (line { $line }, column { $column }). Export it again or choose another file.
agreement-json-other-format = This file is not an agreement. Choose a file that was exported as an agreement.
agreement-json-other-version = The file has format { $found }, this program reads format { $known }. Export it again with the same version of the program.
agreement-json-value = { $path }: { $fault }
agreement-json-unknown = “{ $path }” is not known here. Take it out of the file, or correct its name.
agreement-json-missing = “{ $path }” is missing. Add it to the file.
agreement-json-doubled = “{ $path }” holds something twice. Keep it once.
agreement-json-type = “{ $path }” has the wrong form or is too large. Correct it in the file.
agreement-json-stray = “{ $name }” belongs to no part of this agreement. Correct the file or export it again.
agreement-json-twice = “{ $name }” stands twice in the file. Remove one of them.
agreement-months = { $count ->
    [one] one month
   *[other] { $count } months
}
agreement-no-sections = The list of sections cannot be read. Install the program again.
agreement-gone = This agreement is no longer there. Go back and choose another.
agreement-record-unreadable = { $kind } { $name } cannot be read ({ $reason }). Run “canvass check”.
agreement-file-unwritable = { $path } could not be written: { $reason }. Start the program in another folder or make room.
file-unwritable = { $path } could not be written: { $reason }. Name a file in another folder, or make room.
file-taken = { $path } is there already and is not overwritten. Name another file, or move that one away.
file-is-folder = { $path } is a folder. Name a file inside it.
file-no-text = This document is no text, so it is not printed. Name a file: --output FILE
agreement-outline = Outline
agreement-facts = Parties and term
agreement-findings = Can we keep it?
agreement-findings-here = Here
agreement-findings-else = Elsewhere in the agreement
agreement-no-findings = Nothing speaks against this agreement.
agreement-answer = accept the warning
agreement-answer-title = Why is { $rule } accepted? It holds until the value changes.
agreement-answer-none = No open warning here. Go to one with { $key }.
agreement-answered = Accepted by { $by }: { $reason }
agreement-no-findings-here = Nothing to object to.
agreement-needs-behind = Needs behind it
agreement-no-needs-behind = None linked yet.
agreement-beneath = What stands beneath
agreement-errors = { $count ->
    [one] one error
   *[other] { $count } errors
}
agreement-warnings = { $count ->
    [one] one warning
   *[other] { $count } warnings
}
agreement-needs-met = { $met } of { $all } needs met
agreement-standard = Not written yet. This is the standard text to begin with:
agreement-added-meanwhile = A colleague has added this section meanwhile. Choose which text stands.
agreement-section-saved = Saved: { $section }.
agreement-frozen = This version is “{ $state }” and can no longer be changed. Make a new version.
agreement-parties-signed = Version { $number } is signed with this provider, customer and currency. Make a new agreement for others.
agreement-unwritten-here = Nobody has written this section in this language yet. { $key } begins it with the standard text.
agreement-nothing-here = There is nothing to do that with here. Choose a section with text or a target.
agreement-text-full = The text is full: no more fits into one section. Shorten it.
agreement-edit-title = Edit
agreement-edit-version = This version: term, languages, renewal
agreement-edit-agreement = The agreement: title, parties
agreement-add-title = Add to the agreement
agreement-add-section = section: { $section }
agreement-link-title = Which need does this meet?
agreement-link-none = There is no need left to link. Record needs in the deal first.
agreement-link-where = Choose a section with text or a target to link.
agreement-export-title = Export as
agreement-export-docx = document (Word), { $language }
agreement-export-markdown = document (Markdown), { $language }
agreement-export-json = all data (JSON)
agreement-hint-measure = With its unit: 99.9 %, 30 min, 4 h, 1h 30m
agreement-hint-percent = In percent: 95 or 99.5 %
