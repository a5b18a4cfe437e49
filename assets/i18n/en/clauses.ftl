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
