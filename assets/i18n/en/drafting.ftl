# Drafting an agreement: its tables, the support chain, the wizard.
agreement-table-targets = Table of targets
agreement-table-empty = No rows yet. { $key } adds one.
agreement-impact = Impact
agreement-urgency = Urgency { $level }
agreement-matrix-fixed = The matrix always has three rows. Change its cells.
agreement-order-fixed = These rows keep their order.
agreement-row-begun = Fill a cell: the row is saved with it.
agreement-row-waits = The row is saved once it has: { $columns }.
agreement-cell-title = This cell
agreement-cell-choose = choose from the list
agreement-cell-remove = take out { $name }
agreement-hint-length = With its unit: 30 min, 4 h, 1h 30m
agreement-hint-date = As 2026-04-01 or +30d
agreement-hint-money = An amount, with its currency if it is another one
agreement-hint-choice = ← → or first letters choose, Backspace empties, Enter saves
agreement-hint-set = ← → move, Space takes or leaves, Enter saves
agreement-hint-window = Days and times: sun 02:00-06:00
verb-table = edited a table
agreement-reckoned = What it means
explain-allowed = { $permitted } may be lost in the shortest { $period } (from { $from }, { $agreed } of service).
explain-allowed-most = { $permitted } in the longest (from { $from }, { $agreed }).
explain-allowed-unknown = Set the period, the hours that count and a calendar to see how much may be lost.
explain-misses = Of { $cases } cases in a period { $misses } may take longer.
explain-no-miss = Of { $cases } cases in a period none may take longer.
explain-example = Example: raised { $start }, due { $end } ({ $hours }).
explain-no-calendar = Choose a calendar for these hours to see an example of the clock.
chain-title = Support chain
chain-promises = What each promise rests on
chain-parts = Parts of the services, and who stands behind them
chain-composed = Together { $composed }: enough for { $promised }.
chain-composed-thin = Together { $composed }: enough for { $promised }, but less than the safe { $safe }.
chain-composed-weaker = Together { $composed }: less than { $promised }.
chain-asked = Would have to give { $asked } if the others stay as they are.
chain-out-of-reach = Not enough on its own: even without any failure here only { $best } comes out.
chain-minor = May fail without the service.
chain-looser = longer than we promise
chain-at-most = May take { $left } at most.
chain-nothing-left = The others leave no time for it, or run on another clock: agree on shorter times.
chain-sum = Hand-overs together { $sum }: within { $promised }.
chain-sum-long = Hand-overs together { $sum }: longer than { $promised }.
chain-wall = Over nights and holidays at most { $sum } together: within our { $ours }.
chain-wall-long = Over nights and holidays up to { $sum } together: longer than our { $ours }.
chain-sum-undecided = Together { $sum } on different clocks: set calendars so that they can be compared.
chain-nothing = Nothing stands beneath it.
chain-nothing-at-all = No OLA or UC stands beneath this agreement. Make one and choose this agreement in “Supports”.
chain-nobody = Nobody has promised this part: agree on an OLA or UC for it.
chain-late = Begins only on { $date }, we begin on { $ours }.
chain-early = Ends on { $date }, we promise until { $ours }.
chain-early-renewable = Ends on { $date } with an option to go on; we promise until { $ours }.
chain-unanswered = Nobody answers there in { $hours } of our hours, first from { $from } to { $to }.
chain-covers = Covers our term and our hours, as far as both are known.
chain-deeper = { $count ->
    [one] one agreement beneath
   *[other] { $count } agreements beneath
}
preset-office = office service: 99 % in service hours, P1 answered in 30 min
preset-critical = critical service, 24×7: 99.9 %, P1 answered in 15 min
preset-bare = no promises yet
wizard-title = New agreement
wizard-kind = What it is
wizard-usual = Usual promises
wizard-languages = Languages of the text
wizard-services = Services it covers
wizard-no-services = The catalogue has no services yet: press { $key } and enter one, or add it to the agreement later.
wizard-needs = Needs it is to meet
wizard-make = Make the draft: { $targets ->
    [one] one target
   *[other] { $targets } targets
}, { $needs } of { $all } chosen needs met by one
