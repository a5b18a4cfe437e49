# Карточка сделки: как она стоит, чего не хватает, сколько стоила; и быстрая запись разговора.
deal-qualification = Квалификация
deal-score = { $percent } % · { $band }
deal-missing = нет
deal-partly = частично
deal-known = есть
deal-weight = Вес
deal-criterion = Что надо знать
deal-people = Люди
deal-support = поддержка { $index } из 100
deal-support-unknown = поддержка неизвестна
deal-power-unknown = неизвестный вес { $power }
deal-no-decider = никто не решает
deal-decider-unknown = отношение решающего неизвестно
deal-reach =
    { $people ->
        [one] есть контакт с { $people } влиятельным лицом
        [few] есть контакт с { $people } влиятельными лицами
       *[many] есть контакт с { $people } влиятельными лицами
    }
deal-single-threaded =
    { $people ->
        [0] за 90 дней ни с кем влиятельным не говорили
        [one] всё на одном человеке: { $people } влиятельный, уровней { $levels } из 3
        [few] всё на одном уровне: { $people } влиятельных, уровней { $levels } из 3
       *[many] всё на одном уровне: { $people } влиятельных, уровней { $levels } из 3
    }
deal-talks = Разговоры
deal-no-talk = заказчик ещё ни разу не ответил
deal-depth = глубина { $way }
deal-depth-stuck = глубина { $way }, дальше не идёт
deal-cost-title = Работа и расходы
deal-no-cost = расходов ещё нет
deal-cost = потрачено { $sum }
deal-ratio = { $percent } % от ожидаемого, 1 : { $return }
deal-no-ratio = отношение не считается
deal-refundable = { $sum } вернётся
deal-unrated =
    { $count ->
        [one] { $count } запись без ставки не входит в расходы
        [few] { $count } записи без ставки не входят в расходы
       *[many] { $count } записей без ставки не входят в расходы
    }
deal-stage-effort = { $spent } на этом этапе
deal-stage-effort-of = { $spent } из { $cap } на этом этапе
deal-effort = всего { $spent }
deal-effort-of = всего { $spent } из { $cap }
deal-next = Следующий шаг
deal-no-next = Следующего шага нет. { $key } — задать, { $log } — записать разговор.
deal-no-due = срок не задан
deal-why = Зачем им это
deal-money = Деньги и сроки
deal-buying = Как закупают
deal-rivals = Конкуренты
deal-incumbents = Чем пользуются сейчас
deal-way = Пройденный путь
deal-rest = Прочее
deal-none = пока нет · { $key } — добавить
deal-not-known = Неизвестно: { $fields } · { $key }
deal-more = ещё { $n } · { $key }
deal-more-missing = не хватает ещё { $n }
deal-short-notice =
    { $days ->
        [one] От извещения до подачи всего { $days } день. На открытый тендер дают не меньше 20: уточните.
        [few] От извещения до подачи всего { $days } дня. На открытый тендер дают не меньше 20: уточните.
       *[many] От извещения до подачи всего { $days } дней. На открытый тендер дают не меньше 20: уточните.
    }
deal-power-none = без влияния
deal-power-advises = советует
deal-power-veto = может остановить
deal-power-decides = решает
deal-attitude-old =
    { $days ->
        [one] было { $attitude }, { $days } день назад
        [few] было { $attitude }, { $days } дня назад
       *[many] было { $attitude }, { $days } дней назад
    }
talk-title = Записать разговор · другой день: «вчера: …»
talk-about = О чём
talk-said = Что сказали
talk-who = С кем
talk-next = Следующий шаг
talk-how = Как прошло
talk-choose-deal = Enter — выбрать сделку
talk-no-deal = Сначала выберите сделку или клиента.
talk-no-deal-yet = клиент, без сделки
talk-nothing-said = Напишите в двух словах, что было сказано.
talk-nobody = никто не указан
talk-who-hint = цифры или пробел отмечают, буквы ищут других
talk-next-day = { $step }, срок { $day }
talk-next-no-day = Срока нет: допишите в конце, например +3d или пятница.
talk-no-step = Следующего шага нет. В конце допишите срок, например +3d или пятница.
talk-step-stays = Пусто — останется: { $step }
talk-depth-0 = не ответили
talk-depth-1 = вежливость
talk-depth-2 = общая обстановка
talk-depth-3 = конкретная боль
talk-depth-4 = цифры, кто решает
talk-depth-5 = обязательства
cli-talk-or-fields = Эти параметры идут с CODE и TEXT, а не с ПОЛЕ=ЗНАЧЕНИЕ. Уберите одно из двух.
cli-talk-no-text = Напишите, что было сказано: canvass activity add CODE TEXT.
deal-over-cap = сверх лимита: нужно согласие руководителя
