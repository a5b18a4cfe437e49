# The detail of an opportunity: how it stands, what is missing, what it costs; and logging a talk.
deal-qualification = Qualification
deal-score = { $percent } % · { $band }
deal-missing = missing
deal-partly = partly
deal-known = known
deal-weight = Weight
deal-criterion = What should be known
deal-people = People
deal-support = support { $index } of 100
deal-support-unknown = support not known
deal-power-unknown = unknown power { $power }
deal-no-decider = nobody who decides
deal-decider-unknown = the decider's attitude is unknown
deal-reach =
    { $people ->
        [one] { $people } person with power reached
       *[other] { $people } people with power reached
    }
deal-single-threaded =
    { $people ->
        [0] nobody with power reached in 90 days
        [one] single-threaded: { $people } person with power, { $levels } of 3 levels
       *[other] single-threaded: { $people } people with power, { $levels } of 3 levels
    }
deal-talks = Talks
deal-no-talk = no talk yet in which the customer spoke
deal-depth = depth { $way }
deal-depth-stuck = depth { $way }, no deeper
deal-cost-title = Effort and cost
deal-no-cost = no cost yet
deal-cost = cost { $sum }
deal-ratio = { $percent } % of what it may bring, 1 : { $return }
deal-no-ratio = ratio n/a
deal-refundable = { $sum } comes back
deal-unrated =
    { $count ->
        [one] { $count } entry without a rate is not in the cost
       *[other] { $count } entries without a rate are not in the cost
    }
deal-stage-effort = { $spent } in this stage
deal-stage-effort-of = { $spent } of { $cap } in this stage
deal-effort = { $spent } in all
deal-effort-of = { $spent } of { $cap } in all
deal-next = Next step
deal-no-next = No next step. { $key } sets one, { $log } logs a talk.
deal-no-due = no day set
deal-why = Why they act
deal-money = Money and time
deal-buying = How they buy
deal-rivals = Competitors
deal-incumbents = What they use today
deal-way = The way here
deal-rest = More
deal-none = none yet · { $key } adds
deal-not-known = Not known: { $fields } · { $key }
deal-more = { $n } more · { $key }
deal-more-missing = { $n } more are missing
deal-short-notice =
    { $days ->
        [one] Only { $days } day between notice and bid. Public tenders give at least 20: ask.
       *[other] Only { $days } days between notice and bid. Public tenders give at least 20: ask.
    }
deal-power-none = no power
deal-power-advises = advises
deal-power-veto = can veto
deal-power-decides = decides
deal-attitude-old =
    { $days ->
        [one] was { $attitude }, { $days } day ago
       *[other] was { $attitude }, { $days } days ago
    }
talk-title = Log a talk · another day: “yesterday: …”
talk-about = About
talk-said = What was said
talk-who = With whom
talk-next = Next step
talk-how = How it was
talk-choose-deal = Enter chooses the opportunity
talk-no-deal = Choose the opportunity or the customer first.
talk-no-deal-yet = the customer, no deal
talk-nothing-said = Say in a few words what was said.
talk-nobody = nobody named
talk-who-hint = digits or Space mark them, letters find others
talk-next-day = { $step }, until { $day }
talk-next-no-day = No day yet: end with one, like +3d or friday.
talk-no-step = No next step so far. End with a day, like +3d or friday.
talk-step-stays = Empty keeps it: { $step }
talk-depth-0 = no answer
talk-depth-1 = courtesy
talk-depth-2 = general situation
talk-depth-3 = concrete pain
talk-depth-4 = numbers, decision
talk-depth-5 = commitment
cli-talk-or-fields = These options go with a CODE and a TEXT, not with FIELD=VALUE. Leave one or the other out.
cli-talk-no-text = Say what was said: canvass activity add CODE TEXT.
deal-over-cap = over the cap: a manager must agree
