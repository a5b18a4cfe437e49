# Работа над соглашением: таблицы, цепочка поддержки, мастер.
agreement-table-targets = Таблица показателей
agreement-table-empty = Строк пока нет. { $key } добавит строку.
agreement-impact = Влияние
agreement-urgency = Срочность { $level }
agreement-matrix-fixed = В матрице всегда три строки. Измените ячейки.
agreement-order-fixed = Порядок этих строк не меняется.
agreement-row-begun = Заполните ячейку: строка сохранится вместе с ней.
agreement-row-waits = Строка сохранится, когда будет указано: { $columns }.
agreement-cell-title = Эта ячейка
agreement-cell-choose = выбрать из списка
agreement-cell-remove = убрать: { $name }
agreement-hint-length = С единицей: 30 мин, 4 ч, 1h 30m
agreement-hint-date = Как 2026-04-01 или +30d
agreement-hint-money = Сумма; валюта, если она другая
agreement-hint-choice = ← → или первые буквы — выбор, Backspace — очистить, Enter — сохранить
agreement-hint-set = ← → — перемещение, пробел — отметить или снять, Enter — сохранить
agreement-hint-window = Дни и время: sun 02:00-06:00
verb-table = изменена таблица
agreement-reckoned = Что это значит
explain-allowed = В самом коротком периоде ({ $period } с { $from }, { $agreed } услуги) можно потерять { $permitted }.
explain-allowed-most = В самом длинном (с { $from }, { $agreed }) — { $permitted }.
explain-allowed-unknown = Укажите период, учитываемое время и календарь — будет видно, сколько можно потерять.
explain-misses = Из { $cases } обращений за период дольше могут длиться { $misses }.
explain-no-miss = Из { $cases } обращений за период ни одно не может длиться дольше.
explain-example = Пример: обращение { $start }, срок { $end } ({ $hours }).
explain-no-calendar = Выберите календарь для этого времени — появится пример отсчёта.
chain-title = Цепочка поддержки
chain-promises = На чём держится каждое обещание
chain-parts = Части услуг и кто за ними стоит
chain-composed = Вместе { $composed }: хватает для { $promised }.
chain-composed-thin = Вместе { $composed }: хватает для { $promised }, но меньше надёжных { $safe }.
chain-composed-weaker = Вместе { $composed }: меньше, чем { $promised }.
chain-asked = Нужно { $asked }, если остальное не изменится.
chain-out-of-reach = Одного этого мало: даже без единого сбоя здесь выйдет только { $best }.
chain-minor = Может отказать без вреда для услуги.
chain-looser = дольше, чем обещаем мы
chain-at-most = Не более { $left }.
chain-nothing-left = Остальные не оставляют на это времени или считают его иначе: договоритесь о меньших сроках.
chain-sum = Передачи вместе { $sum }: в пределах { $promised }.
chain-sum-long = Передачи вместе { $sum }: дольше, чем { $promised }.
chain-wall = С ночами и праздниками вместе не более { $sum }: в пределах наших { $ours }.
chain-wall-long = С ночами и праздниками вместе до { $sum }: дольше наших { $ours }.
chain-sum-undecided = Вместе { $sum }, но по разным часам: задайте календари, чтобы сравнить.
chain-nothing = Под этим ничего не стоит.
chain-nothing-at-all = Под этим соглашением нет ни OLA, ни договора с поставщиком. Создайте его и укажите это соглашение в поле «Обеспечивает соглашение».
chain-nobody = Эту часть никто не обещал: заключите OLA или договор с поставщиком.
chain-late = Начинается только { $date }, у нас — { $ours }.
chain-early = Кончается { $date }, мы обещаем до { $ours }.
chain-early-renewable = Кончается { $date } с правом продления; мы обещаем до { $ours }.
chain-unanswered = Там никто не отвечает { $hours } нашего времени, впервые с { $from } до { $to }.
chain-covers = Покрывает наш срок и наше время, насколько они известны.
chain-deeper = { $count ->
    [one] ниже { $count } соглашение
    [few] ниже { $count } соглашения
   *[many] ниже { $count } соглашений
}
preset-office = офисная услуга: 99 % в часы работы, ответ на P1 за 30 мин
preset-critical = критичная услуга, 24×7: 99,9 %, ответ на P1 за 15 мин
preset-bare = пока без обещаний
wizard-title = Новое соглашение
wizard-kind = Что это
wizard-usual = Обычные обещания
wizard-languages = Языки текста
wizard-services = Какие услуги охватывает
wizard-no-services = В каталоге пока нет услуг: нажмите { $key } и внесите их или добавьте в соглашение позже.
wizard-needs = Каким потребностям отвечает
wizard-make = Создать черновик: { $targets ->
    [one] { $targets } показатель
    [few] { $targets } показателя
   *[many] { $targets } показателей
}, из выбранных потребностей ({ $all }) с показателем: { $needs }
