### Экран калькулятора: листы, поля и рисунки.

calculator-title = Калькулятор
calculator-downtime = Простой
calculator-due = Срок
calculator-elapsed = Прошло
calculator-availability = Достигнуто
calculator-structure = Структура
calculator-credit = Компенсация

## Поля
calculator-target = Цель, %
calculator-other = Сравнить с
calculator-start = Начало
calculator-length = В течение
calculator-pauses = Паузы
calculator-from = С
calculator-to = По
calculator-outages = Простои
calculator-excluded = Исключено
calculator-expression = Структура
calculator-tiers = Ступени
calculator-cap = Предел, %
calculator-fee = Плата
calculator-achieved = Достигнуто, %
calculator-combine = Несколько
calculator-combine-sum = складываются
calculator-combine-highest = только наибольшая
calculator-calendar = Календарь
calculator-period = Период
calculator-own = свой

## Пока поле пусто
calculator-other-none = если нужно, второе значение
calculator-stretches = нет: С/ПО; С/ПО
calculator-cap-none = без предела
calculator-moment = 2026-03-06 16:00, сегодня — просто 16:00

## Ответы
calculator-downtime-more = { $less } допускает на { $length } меньше простоя, чем { $more }.
calculator-downtime-same = { $more } и { $less } допускают одинаковый простой.
calculator-due-before = { $first } истекает на { $length } раньше, чем { $second }.
calculator-due-same = { $first } и { $second } истекают одновременно.
calculator-asks-more = { $more } требует от каждой недостающей части на { $points } процентного пункта больше, чем { $less }.
calculator-asks-same = { $more } и { $less } требуют от недостающих частей одного и того же.
calculator-nothing-to-copy = Копировать пока нечего. Заполните, чего не хватает.
calculator-nothing-back = Здесь нечего отменять.
calculator-nothing-again = Здесь нечего повторять.
calculator-stale = До последнего изменения было так:
calculator-old-answer = Показан ответ для прежних данных. Исправьте отмеченное и скопируйте.
calculator-part-stays = С этой частью так сделать нельзя.
calculator-calendar-broken = Этот календарь не прочитать ({ $reason }). Откройте и исправьте его или выберите другой.
calculator-calendar-lost = В соглашении для этих часов не назван календарь. Выберите его.

## Дерево
calculator-all = должны работать все
calculator-one = достаточно одной
calculator-some = нужны { $needed } из { $n }
calculator-asked = ? не меньше

## Заголовки таблиц
calculator-head-value = { $value }
calculator-head-period = Период
calculator-head-days = Дни
calculator-head-agreed = По договору
calculator-head-difference = Разница
calculator-head-target = Цель
calculator-head-start = Начало
calculator-head-due = Срок
calculator-head-from = С
calculator-head-to = По
calculator-head-length = Время работы
calculator-head-permitted = Допустимо
calculator-head-down = Простой
calculator-head-achieved = Достигнуто
calculator-head-left = Остаток
calculator-head-part = Часть
calculator-head-kind = Вид
calculator-head-gives = Даёт
calculator-head-tier = Ступень от
calculator-head-credit = Компенсация

## Рисунки
calculator-weekdays = Пн Вт Ср Чт Пт Сб Вс
calculator-legend-open = открыто
calculator-legend-part = частично
calculator-legend-closed = закрыто
calculator-legend-holiday = праздник
calculator-legend-make-up = рабочий перенос
calculator-legend-special = свои часы
calculator-legend-outside = неизвестно
