# The form of a stage, the choice of its conditions, and what may be added to a pipeline.
stage-title = Этап «{ $stage }»
stage-name = Название, { $lang }
stage-pipeline = Воронка, { $lang }
stage-chance = Вероятность, %
stage-rot = Застой после, дней
stage-cap = Разумные затраты, дней
stage-limit = Не больше сделок
stage-no-phase = нет
stage-foot = Сразу видно в таблице; сохраните там: Ctrl+S. ← → меняют фазу и тип.
stage-unfit = «{ $field }» — это целое число. Исправьте.
conditions-gate = Условия «{ $name }» · { $count } · Tab: чек-лист
conditions-list = Чек-лист «{ $name }» · { $count } · Tab: условия
pipeline-add = Что добавить?
pipeline-add-stage = Этап после «{ $stage }»
pipeline-add-copy = Воронку по образцу «{ $name }»
pipeline-failing =
    { $failing ->
        [0] Все сделки этапа «{ $stage }» прошли бы по новым условиям.
       *[other] Не прошли бы по новым условиям этапа «{ $stage }»: { $failing } из { $count }.
    }
