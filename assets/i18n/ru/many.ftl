### Несколько сделок сразу, ряд записей и кто что может отменить.

select-count = { $count ->
    [one] выбрана { $count }
    [few] выбрано { $count }
   *[many] выбрано { $count }
}
select-most = Выбрано не больше { $most }: столько проходит за один раз. Для остальных сузьте отбор.
select-none = снять выбор

many-move-to = { $count ->
    [one] На какой этап: { $count } сделка?
    [few] На какой этап: { $count } сделки?
   *[many] На какой этап: { $count } сделок?
}
many-back = { $count ->
    [one] Почему { $count } сделка возвращается?
    [few] Почему { $count } сделки возвращаются?
   *[many] Почему { $count } сделок возвращаются?
}
many-lose = { $count ->
    [one] Почему проиграна { $count } сделка?
    [few] Почему проиграны { $count } сделки?
   *[many] Почему проиграны { $count } сделок?
}
many-hold = { $count ->
    [one] На какой срок отложить { $count } сделку?
    [few] На какой срок отложить { $count } сделки?
   *[many] На какой срок отложить { $count } сделок?
}
many-assign = { $count ->
    [one] Кому передать { $count } сделку?
    [few] Кому передать { $count } сделки?
   *[many] Кому передать { $count } сделок?
}
many-tag = { $count ->
    [one] Метки для { $count } сделки через запятую; -метка снимает
    [few] Метки для { $count } сделок через запятую; -метка снимает
   *[many] Метки для { $count } сделок через запятую; -метка снимает
}
deal-move-to = На какой этап: «{ $title }»?

many-done = { $deals ->
    [one] { $verb }: { $deals } сделка
    [few] { $verb }: { $deals } сделки
   *[many] { $verb }: { $deals } сделок
}
many-unchanged = Менять нечего: у всех уже так
many-undone = { $deals ->
    [one] отменено — { $verb }: { $deals } сделка
    [few] отменено — { $verb }: { $deals } сделки
   *[many] отменено — { $verb }: { $deals } сделок
}
many-redone = { $deals ->
    [one] повторено — { $verb }: { $deals } сделка
    [few] повторено — { $verb }: { $deals } сделки
   *[many] повторено — { $verb }: { $deals } сделок
}
many-going = { $done } из { $of }
many-stop = { $key } — остановить; тогда ничего не изменится
many-stopped = Остановлено: ничего не изменено.
many-too-many = Это больше, чем проходит за один раз: { $most }. Сузьте запрос.
many-archived = Запись в архиве. Сначала верните её.
many-meanwhile = Тем временем это изменил(а) { $who }. Посмотрите и повторите.
many-no-further = С этапа «{ $stage }» дальше в эту сторону нельзя. Выберите этап.

refused-title = { $verb }: { $done } · отказано: { $refused }
refused-keys = { $go } перейти · { $force } провести с одной причиной те, что держит условие · { $back } оставить выбранными
refused-keys-go = { $go } перейти · { $back } оставить выбранными
refused-force = { $count ->
    [one] Почему провести { $count } сделку, не выполнив условий? Причина останется навсегда
    [few] Почему провести { $count } сделки, не выполнив условий? Причина останется навсегда
   *[many] Почему провести { $count } сделок, не выполнив условий? Причина останется навсегда
}
refused-no-force = Причина их не проведёт: заполните недостающее или перейдите к записи.

row-place = { $at } из { $of }
row-first = Это первая запись
row-last = Это последняя запись

undo-gate = Не отменено: чтобы { $name } вернулась на этап «{ $stage }», нужно это
redo-gate = Не повторено: { $name } для этапа «{ $stage }» сначала нужно это
undo-gates = Ничего не отменено: не могут вернуться { $refused } из { $deals } сделок
redo-gates = Ничего не повторено: не могут идти дальше { $refused } из { $deals } сделок
refused-keys-return = { $go } перейти к тому, чего не хватает · { $back } оставить на месте
store-undo-elsewhere = Здесь ваших действий для отмены не осталось. Сделанное в другом сеансе отменяется из журнала.

verb-assign = назначено
verb-tag = добавлены метки
verb-untag = сняты метки

action-move-to = перевести на…
action-assign = назначить
action-tag = метки
action-select = выбрать
action-select-to = выбрать до этого места
action-select-all = выбрать все
action-next-record = следующая запись
action-prev-record = предыдущая запись
also-move-to = этап, перейти на
also-assign = ответственный, передать, поручить
also-tag = пометить, тег
also-select = отметить, несколько
also-select-to = диапазон, весь столбец
also-select-all = всё, отметить все
also-next-record = дальше
also-prev-record = назад по списку

scope-deal = Сделка
scope-several = Выбор нескольких
scope-row = Ряд записей

cli-many-none = Ничего не подходит. Посмотрите «list» с теми же словами.
cli-many-done = { $verb }: { $count }
cli-many-refused = Отказано: { $count } из { $asked }. Причины указаны при каждой записи.

config-about-mouse = Щелчки, колесо и перетаскивание; терминал тогда выделяет текст только с Shift
cli-undo-gate = Не отменено: { $name } для этапа «{ $stage }» снова нужно это:
cli-redo-gate = Не повторено: { $name } для этапа «{ $stage }» сначала нужно это:
mouse-no-drop = Карточку принимают только столбцы этапов и коллег. Измените сделку.
