# What an agreement is made of: the order of its sections.
agreement-order-where = Put the cursor on a section: its tables and targets go with it.
agreement-order-labels = Targets stand in the order of their labels. Give this one another label to move it.
agreement-order-named = § { $first } and § { $second } have changed numbers. See what is meant in: { $sections }.
diff-place = Place in the document
field-sections = Order of the sections
