# Asking for opportunities: owner:me stage:research age>14
query-long = The query is longer than { $most } bytes. Shorten it.
query-no-field = There is no field “{ $name }”. There are { $fields } and more; in quotes the word itself is searched for.
query-no-field-like = There is no field “{ $name }”. Did you mean { $near }? In quotes the word itself is searched for.
query-no-value = { $field } has no value. Write one, for example { $example }.
query-no-order = The values of { $field } have no order. Write { $right }.
query-nobody = You have not worked in this workspace yet. Write the name of a colleague.
query-no-value-like = { $field }: there is no “{ $text }”. Did you mean { $near }?
query-no-such-value = { $field }: there is no “{ $text }”. Write one of { $values }.
query-no-stage-there = No open stage lies beyond { $stage }. Choose another one.
query-not-a-chance = “{ $text }” is no probability. Write 0% to 100%.
query-not-days = “{ $text }” is no number of days. Write it like 14, 2w or 3m.
