# What an interview proposes for the records.

feeds-title =
    { $count ->
        [one] { $count } proposal from { $name }
       *[other] { $count } proposals from { $name }
    }
feeds-title-loading = What this interview proposes
feeds-none = Nothing to propose: the records say already what was answered.
feeds-none-taken = Nothing is ticked. Tick what is to be taken over.
feeds-changed = Somebody has changed these records since. Look at the proposals again.
feeds-keys = { $tick } takes or leaves one · { $take } takes over what is ticked, in one step · { $back } leaves all as it is
feeds-new = new { $kind }: { $name }
feeds-old = now: { $value }
feeds-becomes = then: { $value }
feeds-empty = empty
feeds-decides = decides
feeds-along = with it: { $what }
feeds-desired = To be agreed with the customer.
feeds-no-such = There is no proposal { $key }. “canvass interview feeds” lists those there are.
feeds-taken =
    { $count ->
        [one] { $count } proposal taken over.
       *[other] { $count } proposals taken over.
    }
feeds-column-key = Proposal
feeds-column-where = Where
feeds-column-old = Now
feeds-column-new = New
