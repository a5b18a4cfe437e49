# Что интервью предлагает для карточек.

feeds-title =
    { $count ->
        [one] { $count } предложение из { $name }
        [few] { $count } предложения из { $name }
       *[many] { $count } предложений из { $name }
    }
feeds-title-loading = Что предлагает это интервью
feeds-none = Предложений нет: в карточках уже то же, что в ответах.
feeds-none-taken = Ничего не отмечено. Отметьте, что перенести.
feeds-changed = Эти записи тем временем изменили. Посмотрите предложения ещё раз.
feeds-keys = { $tick } отмечает или снимает · { $take } переносит отмеченное одним шагом · { $back } оставляет всё как есть
feeds-new = новая запись ({ $kind }): { $name }
feeds-old = сейчас: { $value }
feeds-becomes = станет: { $value }
feeds-empty = пусто
feeds-decides = решает
feeds-along = вместе с этим: { $what }
feeds-desired = Согласовать с заказчиком.
feeds-no-such = Предложения { $key } нет. Список показывает «canvass interview feeds».
feeds-taken =
    { $count ->
        [one] Перенесено { $count } предложение.
        [few] Перенесено { $count } предложения.
       *[many] Перенесено { $count } предложений.
    }
feeds-column-key = Предложение
feeds-column-where = Куда
feeds-column-old = Сейчас
feeds-column-new = Новое
