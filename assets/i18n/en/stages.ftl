# The form of a stage, the choice of its conditions, and what may be added to a pipeline.
stage-title = Stage { $stage }
stage-name = Name, { $lang }
stage-pipeline = Pipeline, { $lang }
stage-chance = Chance, %
stage-rot = Ages after, days
stage-cap = Reasonable effort, days
stage-limit = Deals at most
stage-no-phase = none
stage-foot = Shown in the table at once; Ctrl+S saves it there. ← → change a phase or type.
stage-unfit = “{ $field }” takes a whole number. Correct it.
conditions-gate = Gate of { $name } · { $count } · Tab: check-list
conditions-list = Check-list of { $name } · { $count } · Tab: gate
pipeline-add = What is added?
pipeline-add-stage = A stage after { $stage }
pipeline-add-copy = A pipeline like { $name }
pipeline-failing =
    { $failing ->
        [0] All deals in { $stage } would pass the new gate.
       *[other] Deals in { $stage } that would not pass the new gate: { $failing } of { $count }.
    }
