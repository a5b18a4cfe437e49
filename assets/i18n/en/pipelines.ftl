# Pipelines: their rules, their faults, and the screen where they are changed.
move-retired = The stage { $stage } is no longer used. Choose another one.
move-elsewhere = { $stage } belongs to another pipeline. Move the deal to an open stage of that pipeline first.
move-waits = Deals wait in { $stage } without an end date. Move the deal on to take it up.
pipeline-unreadable = The text cannot be read: { $detail }
pipeline-key = The pipeline is kept as { $key }, but its text says { $code }. The code of a pipeline is never changed.
pipeline-code = “{ $code }” is no code. Use Latin letters, digits, _ and -, { $most } characters at most.
pipeline-nameless = { $code } has no name in { $lang }. Give it one.
pipeline-in-en = English
pipeline-in-zh-cn = Chinese
pipeline-in-ru = Russian
pipeline-twice = The code { $code } stands there twice. Change one.
pipeline-phase-unknown = Stage { $stage } belongs to a phase that is not there. Add the phase, or choose another.
pipeline-open-after-closed = Stage { $stage } is open but stands after a closed one. Put open stages first.
pipeline-probability = The probability of { $stage } does not fit: below 100 % for an open stage, 100 % for won, 0 % for lost.
pipeline-falls = The probability falls at { $stage }. Give it at least that of the stage before.
pipeline-days = A number of { $stage } is out of range. Give a whole number from 1 to 10,000, or leave it empty.
pipeline-status = Only a lost stage has a status of its own, and only “disqualified”. Correct { $stage }.
pipeline-no-such = There is no “{ $value }” for { $field }. Correct it.
pipeline-no-open = The pipeline has no open stage. Add one.
pipeline-no-won = The pipeline has no won stage. Add one.
pipeline-two-won = The pipeline has more than one won stage. Keep one.
pipeline-no-lost = The pipeline has no lost stage. Add one.
pipeline-no-condition = There is no condition { $condition }. Choose one of the catalogue, or add your own.
pipeline-condition = The condition { $condition } asks for { $detail }, which is not there. Correct it.
pipeline-stage-elsewhere = The pipeline “{ $pipeline }” has a stage { $stage } already. Choose another code.
pipeline-stage-in-use =
    { $count ->
        [one] One deal stands in { $stage }. Say where it goes first.
       *[other] { $count } deals stand in { $stage }. Say where they go first.
    }
pipeline-stage-told = Deals have stood in { $stage }, and the history names it. Retire it instead of removing it.
pipeline-deal-stays = { $code } cannot go to { $stage }: { $condition }. Choose another stage.
pipeline-choose = Which pipeline is shown?
pipeline-choice =
    { $count ->
        [0] { $name }
        [one] { $name } · one deal
       *[other] { $name } · { $count } deals
    }
pipeline-change-title = “{ $title }”: to which pipeline?
action-change-pipeline = move to another pipeline
action-switch-pipeline = show another pipeline
verb-change-pipeline = moved to another pipeline
verb-pipeline = pipeline changed
kind-pipeline = Pipeline
kinds-pipeline = Pipelines
field-definition = Text
cli-pipeline-unreadable = { $file } cannot be read ({ $reason }). Name a pipeline file; “canvass pipeline export CODE” prints one.
cli-pipeline-sound = The pipeline can be used.
cli-pipeline-saved = The pipeline { $code } is saved.
cli-no-pipeline = There is no pipeline { $pipeline }. Choose one of: { $pipelines }
pipeline-shipped = as shipped
pipeline-retired = retired
pipeline-type-open = open
pipeline-type-hold = waiting
pipeline-type-won = won
pipeline-type-lost = lost
pipeline-head-stages = Columns
pipeline-head-deals = Deals
pipeline-head-version = Version
pipeline-head-phase = Phase
pipeline-head-type = Type
pipeline-head-probability = Chance
pipeline-head-rot = Ages, d
pipeline-head-cap = Cap, d
pipeline-head-wip = Limit
pipeline-head-gate = Gate
action-go-pipelines = pipelines
scope-pipelines = Pipelines
pipeline-at = Line { $line }, column { $column }:
pipeline-version = version { $n }
pipeline-not-saved = not saved
pipeline-unsaved = The change is not saved. Ctrl+S saves it; Esc once more drops it.
pipeline-dropped = The change is dropped.
pipeline-nothing = Nothing has been changed. E opens the pipeline in your editor.
pipeline-has-faults = The text has faults; it cannot be saved yet. E opens it again.
pipeline-ready = Ctrl+S saves the pipeline for everybody.
pipeline-no-history = This pipeline is as shipped; it has no history yet.
pipeline-going-title = { $stage } is retired. Where do its deals go?
note-pipeline-going = Why do they go there?
pipeline-needs = Needed from here on
pipeline-skipped = Left out when procured by
pipeline-checklist = Check-list of the phase
note-change-pipeline = Why does it go to another pipeline?
