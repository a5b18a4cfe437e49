search-title = Search
search-empty-what = Finds names, notes, answers, needs, clauses, targets, activities and all else that anybody wrote, in any language.
search-empty-how = All words must stand in one record. A word is found from its beginning, Chinese anywhere in a text.
search-empty-example = For example: SLA-2026   приём заяв   对账
search-short = Type one more letter: a single one begins too many words.
search-none = Nothing holds all of “{ $words }”.
search-none-how = Try fewer words, or only the beginning of one.
search-filling = Older records are still being taken into the search. They will be found in a moment.
search-code = Code
search-archived = archived
search-private = private
search-more = { $count } more
search-beyond = more than { $count } more
search-all = { $kind } only. { $key } shows all kinds.
search-found = { $count } found
search-beyond-found = more than { $count } found

cli-search-kind = Kind
cli-search-record = Record
cli-search-field = Field
cli-search-text = Text
cli-search-none = Nothing holds all of “{ $words }”. Try fewer words, or only the beginning of one.
cli-search-short = “{ $words }” begins too many words. Type at least two letters of one.
cli-search-more = { $kind }: { $shown } of { $count } shown. Raise --limit, or name the kind: --kind { $name }
cli-search-beyond = { $kind }: { $shown } of more than { $count } shown. Raise --limit, or name the kind: --kind { $name }
cli-search-filling = Records from before this version are not all in the search yet. Open the workspace on the screen for a moment, or run: canvass reindex
cli-search-private = { $count ->
    [one] { $count } private answer was
   *[other] { $count } private answers were
} left out: they are for nobody else.
cli-reindex-done = The search has been made anew from the records.
check-search = The search does not know { $count ->
    [one] { $count } record
   *[other] { $count } records
} as they are. Nothing is lost. Make it anew with: canvass reindex
check-search-filling = Records from before this version are not all in the search yet. Open the workspace on the screen for a moment, or run: canvass reindex
