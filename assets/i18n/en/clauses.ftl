# What an agreement is made of: the order of its sections.
agreement-order-where = Put the cursor on a section: its tables and targets go with it.
agreement-order-labels = Targets stand in the order of their labels. Give this one another label to move it.
agreement-order-named = § { $first } and § { $second } have changed numbers. See what is meant in: { $sections }.
diff-place = Place in the document
state-new-is-draft = A new version begins as a draft, not as “{ $state }”. Take it there step by step.
service-json-other-format = This file is not a service. Choose a file that was exported as a service.
cli-sla-comes-as-draft = It comes in as a draft, not as “{ $state }”: { $faults }.
cli-service-unpromised = No agreement promises { $code } yet.
deal-need-unmet = must, no clause
cli-clause-none = There is no section “{ $section }”. Name one of: { $sections }.
cli-clause-language = { $code } is not written in “{ $language }”. Its languages are: { $languages }.
cli-clause-empty = “{ $section }” has no text in { $language } yet.
cli-clause-unreadable = { $file } cannot be read ({ $reason }). Name a file with the text of the section.
