### Оболочка всех экранов, диалоги и обычные экраны.

## Верхняя и нижняя строки
state-saved = сохранено
state-saving = сохраняется…
state-waiting = ждём, пока сохранит { $who }…
state-stopped = больше не сохраняется
state-typing = ввод
state-draft = черновик есть, не сохранено
state-draft-short = не сохранено
state-unkept = не записано: диск не принимает
state-sample = пример, не хранится
state-sample-short = демо без записи
care-copy = { $days ->
    [one] { $days } день без копии
    [few] { $days } дня без копии
   *[many] { $days } дней без копии
}
care-log = журнал { $mb } МБ
here-count = { $count ->
    [one] здесь { $count } человек
    [few] здесь { $count } человека
   *[many] здесь { $count } человек
}
here-editing = { $who } редактирует · { $place }
here-question = вопрос { $number }
record-edit-first = Откройте форму клавишей { $edit }; в длинном тексте { $key } открывает ваш редактор.
key-unknown = { $key } здесь ничего не делает. { $help } — какие клавиши работают.
loading = чтение…
too-small = Canvass нужно окно не меньше 60 × 16 знаков. Увеличьте окно.
done = { $verb }: { $name }
done-merged = { $verb }: { $name }; { $who } правил другие абзацы того же текста, теперь в нём обе правки
undone = отменено — { $verb }: { $name }
redone = повторено — { $verb }: { $name }
copied = скопировано
copy-too-long = Это { $bytes } байт, слишком много для буфера терминала. Скопируйте часть или сделайте экспорт.
written = записано в { $path }
quit-how = { $key } — выход из Canvass
language-now = Русский
cannot-suspend = Над программой нет оболочки, из которой можно вернуться. Для выхода нажмите q.
foreign-change = { $who } — { $verb }: { $name }
moved-meanwhile = Тем временем это изменил(а) { $who }. Посмотрите и повторите.
move-refused = Отсюда так переместить нельзя.

## Доска
board-title = Доска
board-count = { $count ->
    [one] { $count } сделка
    [few] { $count } сделки
   *[many] { $count } сделок
}
board-age = { $days }д
board-today = сегодня
board-on-hold = на паузе
board-no-next-step = нет следующего шага
board-no-further = Дальше этапов нет.
board-lose-title = Почему проиграна «{ $title }»?
board-empty-title = Рабочая область пуста. Начните отсюда.
board-empty-new = n  ввести первую сделку (клиента можно создать по ходу)
board-empty-accounts = 2  клиенты    3  контакты    : все команды
board-empty-help = ?  все клавиши с поиском    F9  English / 中文 / Русский
board-empty-kept = Всё сохраняется само, u отменяет любой шаг.

## Списки
list-count = { $count ->
    [one] { $count } запись
    [few] { $count } записи
   *[many] { $count } записей
}
list-empty = Здесь пока пусто. n — создать первую запись, 1 — на доску.
list-search = { $key } ищет также в заметках, ответах и пунктах.
list-no-match = Ничего не найдено. Esc снимает фильтр.
list-made-in-deal = { $kind }: создаётся из сделки. Откройте сделку на доске (1) и нажмите m.
filter-label = фильтр:
filter-active = фильтр: { $filter }  (Esc — снять)
archive-open = { $count ->
    [one] Не решена { $count } сделка. В архив: { $name }?
    [few] Не решены { $count } сделки. В архив: { $name }?
   *[many] Не решены { $count } сделок. В архив: { $name }?
}
archive-leave = нет, оставить заказчика в списках
archive-anyway = { $count ->
    [one] да; { $count } сделка останется на доске
    [few] да; { $count } сделки останутся на доске
   *[many] да; { $count } сделок останутся на доске
}
archive-look = посмотреть { $name }

## Одна запись
record-overview = Обзор
record-gone = Этой записи больше нет. Esc — назад; что с ней стало, знает журнал (7).
record-missing = ещё не заполнено
record-no-children = Здесь пока пусто. n — добавить.
record-empty-link = Ссылки здесь нет. e — изменить поле.
record-open-which = Что открыть?
make-title = Добавить к записи
make-in-deal = Сначала откройте сделку (1 — доска) и создайте оттуда.
make-contact-title = Кто?
make-new-contact = новый контакт
make-known-contact = уже известный контакт
make-interview-title = Какое интервью?
thread-title = Нить
thread-up = Откуда
thread-down = Что из этого вышло
thread-none = пока ничего

## Журнал
log-title = Журнал
log-title-of = История: { $name }
log-empty = Пока ничего не происходило.
log-undone = отменено
log-and-more = { $count ->
    [one] {" "}и ещё { $count } изменение
    [few] {" "}и ещё { $count } изменения
   *[many] {" "}и ещё { $count } изменений
}
log-nothing-to-open = За этой строкой нечего открыть.
log-made = создано
log-removed = удалено

## Формы и выбор
form-new = Новая запись: { $kind } { $name }
form-edit = { $kind }: { $name }
form-all-fields = все поля
form-leave-kept = выйти
form-fault = { $field }: { $fault }
form-incomplete = { $count ->
    [one] { $count } строку пока нельзя сохранить, она отмечена.
    [few] { $count } строки пока нельзя сохранить, они отмечены.
   *[many] { $count } строк пока нельзя сохранить, они отмечены.
}
form-choose = Enter — выбрать
form-hint-money = 1,5 млн · 250 тыс. · 12.5万 · 84k EUR
form-hint-minutes = 4 ч, 1 ч 30 мин, 1,5 ч; просто число — минуты
form-hint-seconds = 30 с, 5 мин; просто число — секунды
form-hint-date = 06.03.2026 · сегодня · +3d · +2w · 2026-03-06
form-hint-instant = 2026-03-06 14:30 · сегодня 9:00
form-hint-list = несколько через ;
form-hint-hours = например mon-fri 09:00-18:00; sat 10:00-14:00 или 24x7
form-hint-letters = ← → или буквы
form-hint-choice = ← → или первая буква — выбор, Backspace — очистить
form-hint-set = ← → — перейти, пробел — отметить
form-hint-link = начните печатать или нажмите Enter, Backspace — очистить
form-hint-links = начните печатать или нажмите Enter, чтобы добавить; выбор ещё раз убирает; Backspace убирает последнее
form-hint-zone = Europe/Moscow · Asia/Shanghai · МСК · 北京时间
form-hint-long = Enter — новая строка, F4 — ваш редактор
pick-title = Выбор: { $kind }
pick-person = Выбор контакта: сначала люди заказчика
pick-new = + создать: { $name }
pick-new-one = + создать
pick-choose = выбрать
pick-none = Ничего не найдено.
palette-title = Команды здесь
help-title = Все команды — введите слово или нажмите клавишу
field-full = Поле заполнено; что не поместилось, не записано.
field-not-in-range = Нужно целое число от { $min } до { $max }.
field-not-a-number = Нужно целое число.
field-percent-fine = «{ $text }»: точнее сотой доли процента. Оставьте не больше двух знаков после запятой.
field-not-minutes = «{ $text }» — не длительность. Укажите часы или минуты: 4 ч, 1 ч 30 мин, 1,5 ч или 90.
field-not-seconds = «{ $text }» — не длительность. Укажите минуты или секунды: 5 мин, 30 с или 30.
field-not-yes-no = Ответьте: да или нет.
field-not-a-currency = «{ $value }» — не валюта. Нужен код вроде RUB, CNY или EUR.
field-not-a-choice = «{ $value }» нет среди: { $choices }.
missing-title = Ещё рано: для этапа «{ $stage }» сначала нужно это ({ $name })
missing-fields = Ещё рано: для этапа «{ $stage }» сначала нужно это

## Двое меняют одно поле
conflict-title = Кто-то изменил то же поле
conflict-explain = Ничего не потеряно. Выберите по каждому полю, тогда будет сохранено.
conflict-theirs = их вариант ({ $who }, { $when })
conflict-mine = мой вариант
conflict-both = обе правки вместе ({ $key }), сначала прочтите
conflict-original = было
conflict-keys = { $theirs } их   { $mine } мой   { $down } — дальше   Enter — сохранить выбор   Esc — решить потом, текст останется
conflict-undecided = Сначала выберите для каждого поля: их вариант или мой.
conflict-kept = Не сохранено. Ваш текст остался в форме.

## Черновики
recover-left = Отложено, не сохранено. { $key } — продолжить.
recover-there = У этой записи есть отложенный несохранённый текст. Чтобы его продолжить, выйдите из формы и нажмите { $key }.
recover-none = Незаконченного текста нет.
recover-title = Несохранённый текст
recover-explain = Вышли без сохранения или оборвалась связь. Набранное не потеряно:
recover-keys = Enter или { $up } восстановить   { $compare } сравнить   { $discard } отбросить   { $down } — дальше   Esc потом
recover-mine = как набрано
recover-base = как было
recover-later = Оставлено: { $key } — продолжить; при следующем запуске будет предложено снова.
recover-elsewhere = Этот текст уже продолжают в другом терминале. Ничего из него не пропало.
recover-surely = Нажмите { $key } ещё раз, чтобы выбросить этот текст; вернуть его будет нельзя.
recover-unknown = Этот текст из формы, которой эта версия не знает. Он сохранён.
draft-spare = Диск полон: набранное хранится в { $path }. Освободите место.

## Редактор и терминал
editor-not-started = Редактор { $command } не запускается ({ $reason }). Укажите свой в EDITOR.
editor-given-up = Редактор завершился с ошибкой; текст прежний.
editor-broken = Редактор завершился с ошибкой. Написанное хранится в { $path }.
editor-left = Текст из редактора остался в { $path }. Удалите эту папку, когда она станет не нужна.
editor-too-long = Текст длиннее поля; он сохранён в { $path }.
editor-not-text = Файл не в UTF-8; он сохранён в { $path }.
editor-file = Не удалось создать файл для редактора: { $reason }.
no-terminal = Canvass нужен терминал. Попробуйте «canvass opp list» или «canvass --help».
terminal-failed = Терминал не отвечает ({ $reason }). Откройте другой и запустите снова.
no-thread = Система не даёт новых потоков ({ $reason }). Закройте другие программы и запустите снова.
trace-unwritable = Файл трассировки { $path } не записывается ({ $reason }). Укажите другой.

## Хранилище
record-more = { $n ->
    [one] и ещё { $n } более новая — ищите её в списке
    [few] и ещё { $n } более новые — ищите их в списке
   *[many] и ещё { $n } более новых — ищите их в списке
}
missing-keys = { $go } перейти · { $waive } снять · { $force } пройти с указанием причины · { $back } оставить
missing-keys-return = { $go } перейти · { $waive } снять · { $back } оставить на месте
note-back = Почему сделка возвращается?
note-force = Почему пройти, не выполнив условий? Причина останется навсегда
note-waive = Почему снять: { $condition }?
note-tick = Что подтверждает выполнение: { $item }?
note-hold = Почему сделка откладывается?
hold-title = На какой срок отложить «{ $title }»?
hold-week = неделя
hold-fortnight = две недели
hold-month = месяц
hold-quarter = три месяца
hold-half-year = полгода
progress-title = { $code } { $title } › условия и списки
progress-gate = Чтобы двигаться дальше: { $from } → { $to }
progress-history = Пройденный путь
progress-forced = условия пройдены без выполнения: { $reason }
progress-is-open = Сделка открыта, возобновлять нечего.
progress-earlier = раньше: { $n }, смотрите { $key }
