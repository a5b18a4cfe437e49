# Потребности: что с ними делают, насколько они покрыты и что ни на чём не держится.

need-why = Зачем это нужно: «{ $name }»?
need-merge-title = Какая потребность говорит то же, что { $code }? Она остаётся, { $code } уходит в архив.
need-merge-itself = Потребность нельзя объединить с самой собой. Выберите другую.
need-merge-archived = { $code } в архиве. Сначала верните запись или выберите другую потребность.
need-merge-other-deal = { $code } относится к другой сделке. Объединяются потребности одной сделки.
need-confirm-title = Кто подтвердил: «{ $name }»?
need-confirm-who = Укажите, кто со стороны клиента подтвердил.
need-confirm-priority = До подтверждения укажите приоритет.
need-reject-title = Почему отклоняем: «{ $name }»?
need-reject-why = Укажите, почему отклоняем.
need-defer-title = До какого дня откладываем: «{ $name }»?
need-defer-when = Укажите, до какого дня откладываем.
need-state-derived = Это состояние следует из связей. Свяжите с потребностью пункт или показатель соглашения.
need-state-no-way = Сейчас: { $state }; отсюда так перейти нельзя. Сначала верните в состояние «проанализировано».
need-no-further = Сейчас: { $state }. Дальше всё следует из соглашения: свяжите с ней пункт или показатель.
need-no-back = Сейчас: { $state }; до этого ничего нет.
need-rank-full = Ключевых потребностей уже { $count }. Сначала уберите одну из списка.
need-rank-gone = { $code } в архиве, отложена или отклонена и не может быть ключевой.

needs-covered = покрыто { $share } %
needs-musts = обязательных { $met } из { $musts }
needs-unweighed = без приоритета: { $count }
needs-none = У этой сделки ещё нет потребностей.
needs-none-how = { $key } создаёт новую. В интервью Ctrl+N делает её из ответа.
needs-ask-why = Ещё никто не спросил, зачем. { $key } записывает, что за этим стоит.
needs-unvoiced = Сюда не ведёт ни один ответ: кому это нужно?
needs-no-deal = Под курсором нет потребности. Откройте сделку ({ $key }), затем её потребности.
needs-made-where = Потребность относится к сделке. Создайте её в сделке или в интервью.
needs-filter-where = Фильтр работает в списке всех потребностей: вернитесь на шаг.
needs-no-orphans = Здесь всё на месте.

orphan-none = все
orphan-unvoiced = никто не говорил
orphan-unasked = не спросили зачем
orphan-unpromised = обязательные без обещания
orphan-loose-gaps = разрывы без потребности или меры
orphan-unfounded = пункты без источника
orphan-unsupported = показатели без OLA и UC
orphan-column-kind = Что
orphan-column-title = Название

thread-behind = за этим стоит
thread-ladder = что за этим стоит
thread-gap = разрыв
thread-confirmed = подтверждает
thread-said = сказано
thread-wanted = кому нужно
thread-their-words = сказанное
thread-their-need = потребность
thread-their-yes = подтверждено
thread-merged = объединена с этой
thread-merged-into = вошла в эту

interview-confirm-who = Укажите, кто со стороны клиента подтвердил протокол.
cli-answer-form = «{ $text }» — не ответ со словами. Укажите интервью и вопрос, например INT-2026-0001/N03; ответы показывает «canvass interview show».
cli-need-merged = { $goes } теперь часть { $stays }.

# What Tab and F2 do here, in the footer.
interview-next-cell = следующая ячейка
interview-next-question = следующий вопрос
interview-to-needs = потребности
interview-to-questions = вопросы
interview-to-answer = ответ
needs-next-view = другой вид
needs-of-all = все сделки
needs-of-deal = только эта сделка
record-next-section = следующий раздел
interview-make-need = потребность
interview-not-known = неизвестно
