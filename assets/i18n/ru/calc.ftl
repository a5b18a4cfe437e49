### Калькулятор: чего он не понял, его ответы и их шаги.

## Проценты, периоды и сроки
calc-percent-empty = Процент не указан. Введите его, например 99,9.
calc-percent-unreadable = «{ $text }» — не процент. Напишите, например, 99,9 или 99,95 %.
calc-percent-negative = «{ $text }» меньше нуля. Укажите процент от 0 до 100.
calc-percent-high = «{ $text }» больше 100 %. Укажите процент от 0 до 100, например 99,9.
calc-period-unreadable = «{ $text }» — не период. Напишите 2026, 2026-Q1, 2026-03, 30d или 2026-03-01+30d.
calc-period-none = Периода «{ $text }» нет. Кварталы — от Q1 до Q4, месяцы — от 01 до 12.
calc-period-days = «{ $text }» — слишком мало или слишком много. Возьмите от 1 до { $max } дней.
calc-period-nowhere = В календаре { $calendar } «{ $text }» зависит от начала. Укажите и первый день, например 2026-03-01+{ $text }.
calc-length-unreadable = «{ $text }» — не срок. Напишите, например, 900s, 15m, 4h, 1h30m, PT24H, P1D, 2bd или eobd1.
calc-length-day = День в разных системах понимают по-разному. Напишите { $n }bd для рабочих дней, P{ $n }D для календарных или укажите часы.
calc-length-long = «{ $text }» — больше десяти лет. Проверьте число.
calc-stretch-unreadable = «{ $text }» — не промежуток времени. Напишите, например, 2026-03-06T16:00/2026-03-06T17:30.
calc-stretch-backward = «{ $text }» кончается раньше, чем начинается. Поменяйте времена местами.
calc-time-skipped = Часы в поясе { $tz } пропускают «{ $text }»; взято { $at }.
calc-time-twice = Часы в поясе { $tz } показывают «{ $text }» дважды; взят первый раз, { $at }. Для второго напишите { $later }.
calc-no-service = В календаре { $calendar } нет времени обслуживания за { $period }, цель неприменима. Выберите другой период.

## Структуры
calc-compose-expect-part = Столбец { $column }: чего-то не хватает. Напишите процент, ? или группу, например parallel(99.5, 99.5).
calc-compose-expect-next = Столбец { $column }: напишите запятую и следующую часть или закройте группу знаком ).
calc-compose-expect-end = Столбец { $column }: структура уже закончилась. Уберите лишнее или заключите всё в serial(…).
calc-compose-expect-name = Столбец { $column }: напишите имя перед = или уберите знак =.
calc-compose-group = Столбец { $column }: группы «{ $text }» нет. Напишите serial(…), parallel(…) или kofn(2, …).
calc-compose-range = Столбец { $column }: «{ $text }» не лежит между 0 и 100. Напишите процент, например 99.9.
calc-compose-percent = Столбец { $column }: «{ $text }» — не процент. Напишите, например, 99.9 или ? вместо искомого.
calc-compose-needed = Столбец { $column }: сначала напишите, сколько частей должно работать: kofn(2, 99, 99, 99).
calc-compose-too-many = Столбец { $column }: работать должно { $needed }, а частей всего { $n }. Уменьшите число или добавьте части.
calc-compose-comma = Столбец { $column }: «{ $text }» — это одно число или два? Одно напишите как 99.95, между двумя поставьте запятую с пробелом.
calc-compose-large = Столбец { $column }: слишком много частей или групп. Возьмите не больше { $max } частей.
calc-compose-target = «?» спрашивает, что должна дать часть. Укажите цель для целого: --target 99.9.
calc-compose-unreachable = { $target } недостижимо: даже если недостающие части никогда не откажут, целое даст только { $best }. Улучшите остальные части.

## Компенсации
calc-tier-unreadable = «{ $text }» — не ступень. Напишите границу и компенсацию в процентах, например 99.5:5.
calc-tier-order = «{ $text }» стоит не на месте. Начните с самой высокой границы и идите вниз.
calc-tier-credit = «{ $text }» за худшую услугу возвращает меньше, чем ступень выше. Увеличьте компенсацию.
calc-tiers-open = Что ниже { $bound } %, не сказано. Добавьте последнюю ступень от 0, например 0:30.
calc-tiers-many = Слишком много ступеней, можно не больше { $max }. Уберите лишние.
calc-credit-large = Сумма слишком велика. Проверьте цифры оплаты.

## Ответы
calc-downtime = { $target } от { $agreed } за { $period } допускает простой { $shown }.
calc-due = { $target } от { $start } ({ $calendar }): срок — { $due }.
calc-due-paused = { $target } от { $start } ({ $calendar }): пауза, срок не раньше { $due }.
calc-elapsed = С { $from } по { $to } ({ $calendar }): { $length } времени обслуживания.
calc-achieved-met = Достигнуто { $shown } за { $period }: цель { $target } выполнена.
calc-achieved-missed = Достигнуто { $shown } за { $period }: цель { $target } не выполнена.
calc-composed = Целое даёт { $shown } ({ $share }), около { $month } простоя за 30 дней.
calc-composed-met = Целое даёт { $shown } ({ $share }), около { $month } простоя за 30 дней: цель { $target } выполнена.
calc-composed-missed = Целое даёт { $shown } ({ $share }), около { $month } простоя за 30 дней: до цели { $target } не хватает { $points } процентного пункта.
calc-composed-wanted = { $n ->
    [one] Чтобы в целом было { $target }, { $n } недостающая часть должна давать не меньше { $each }.
    [few] Чтобы в целом было { $target }, { $n } недостающие части должны давать не меньше { $each } каждая.
   *[many] Чтобы в целом было { $target }, { $n } недостающих частей должны давать не меньше { $each } каждая.
}
calc-composed-any = { $n ->
    [one] К { $n } недостающей части требований нет: без неё в целом { $reached }, а нужно { $target }.
    [few] К { $n } недостающим частям требований нет: без них в целом { $reached }, а нужно { $target }.
   *[many] К { $n } недостающим частям требований нет: без них в целом { $reached }, а нужно { $target }.
}
calc-credit = Компенсация — { $share } от { $fee }: { $amount }. К оплате: { $rest }.
calc-credit-none = Компенсации нет: оплата остаётся { $fee }.

## Шаги
calc-step-more = … и ещё { $n }
calc-step-agreed = { $n ->
    [one] Согласованное время обслуживания за { $period } ({ $calendar }): { $n } день, { $length }
    [few] Согласованное время обслуживания за { $period } ({ $calendar }): { $n } дня, { $length }
   *[many] Согласованное время обслуживания за { $period } ({ $calendar }): { $n } дней, { $length }
}
calc-step-permitted = { $agreed } с × (100 % − { $target }) = { $agreed } с × { $lost } = { $seconds } с
calc-step-length = { $seconds } с = { $length }
calc-step-cut = { $seconds } с, округлено вниз: { $length }
calc-step-starts = { $start } — вне времени обслуживания; отсчёт начинается { $at }
calc-step-paused = Пауза { $from } – { $to }: { $length } не считается
calc-step-paused-open = Пауза с { $from }, без конца
calc-step-served = { $from } – { $to }: { $length }, остаётся { $left }
calc-step-served-last = { $from } – { $to }: { $length }, готово
calc-step-day = Рабочий день { $n }: { $date }
calc-step-day-made-up = Рабочий день { $n }: { $date } (рабочая суббота или воскресенье)
calc-step-open = { $from } – { $to }: { $length }
calc-step-real = { $length } из { $real } на часах
calc-step-excluded = Согласованные исключения: − { $out }, остаётся { $left }
calc-step-outage = Сбой { $from } – { $to }: считается { $length }
calc-step-outage-none = Сбой { $from } – { $to }: вне измеряемого времени, не считается
calc-step-once = Наложения считаются один раз: { $down } вместо { $sum }
calc-step-achieved = ({ $agreed } с − { $down } с) / { $agreed } с = { $result }
calc-step-left = { $target } допускает { $permitted }; израсходовано { $down }, остаётся { $rest }
calc-step-over = { $target } допускает { $permitted }; израсходовано { $down }, превышение { $rest }
calc-whole = Целое
calc-step-serial = { $name }: должны работать все, { $formula } = { $result }
calc-step-parallel = { $name }: достаточно одной, 100 % − { $formula } = { $result }
calc-step-kofn = { $name }: должны работать { $needed } из { $n }, { $result }
calc-step-wanted = Тогда выходит { $reached }; при { $less } было бы { $under }, меньше { $target }
calc-step-independent = Параллельные части должны отказывать независимо: общее (питание, площадку) ставьте последовательно
calc-step-tier = Достигнутые { $achieved } попадают в ступень от { $bound }: { $credit } от оплаты
calc-step-tier-none = Достигнутые { $achieved } попадают в ступень от { $bound }: без компенсации
calc-step-credit-sum = Все компенсации вместе: { $share }
calc-step-credit-highest = Считается только самая большая компенсация: { $share }
calc-step-cap = Предел ограничивает это до { $cap }
calc-step-credit = { $share } от { $fee } = { $amount }
calc-step-words = Прописью: { $words }
calc-step-tier-above = Одна из ступеней обещает больше, чем когда-либо выплатит предел { $cap }

## Календари команд
calc-calendar-unknown = Календаря «{ $name }» нет. Укажите файл (hours.toml), один из { $codes } или календарь рабочего пространства.
calc-calendar-zone = Часовой пояс календаря { $calendar } — { $tz }. Уберите --tz или укажите этот пояс.
