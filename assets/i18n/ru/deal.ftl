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
       *[other] есть контакт с { $people } влиятельными лицами
    }
deal-single-threaded =
    { $people ->
        [0] за 90 дней ни с кем влиятельным не говорили
        [one] всё на одном человеке: { $people } влиятельный, уровней { $levels } из 3
        [few] всё на одном уровне: { $people } влиятельных, уровней { $levels } из 3
       *[other] всё на одном уровне: { $people } влиятельных, уровней { $levels } из 3
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
       *[other] { $count } записей без ставки не входят в расходы
    }
deal-stage-effort = { $spent } на этом этапе
deal-stage-effort-of = { $spent } из { $cap } на этом этапе
deal-effort = всего { $spent }
deal-effort-of = всего { $spent } из { $cap }
