### Commands, and the words around keys.

## What a command does, as footer, palette and help say it.
action-up = вверх
action-down = вниз
action-left = влево
action-right = вправо
action-page-up = страница вверх
action-page-down = страница вниз
action-top = в начало
action-bottom = в конец
action-open = открыть
action-back = назад
action-help = справка
action-palette = все команды
action-filter = фильтр
action-undo = отменить
action-redo = повторить
action-panes = панели
action-language = язык
action-theme = тема оформления
action-suspend = приостановить
action-quit = выйти
action-go-board = доска
action-go-accounts = клиенты
action-go-contacts = контакты
action-go-interviews = интервью
action-go-needs = потребности
action-go-agreements = соглашения
action-go-log = журнал
action-go-drafts = незаконченное
action-new = создать
action-make-interview = новое интервью
action-make-need = потребность отсюда
action-make-agreement = новое соглашение
action-make-contact = новое контактное лицо
action-make-target = новый целевой показатель
action-link = связать с потребностью
action-log-activity = записать контакт
action-edit = изменить
action-edit-external = во внешнем редакторе
action-copy = копировать
action-archive = в архив
action-history = история
action-trace = прослеживаемость
action-export = выгрузить
action-move-left = на этап назад
action-move-right = на этап вперёд
action-order-up = выше в столбце
action-order-down = ниже в столбце
action-lose = отметить проигрыш
action-next-finding = следующее замечание
action-prev-finding = предыдущее замечание
action-next-unanswered = следующий без ответа
action-mark-unknown = неизвестно, спросить позже
action-people = кто это сказал
action-confidence = насколько это верно
action-private = только для своих
action-next-field = следующее поле
action-prev-field = предыдущее поле
action-save = сохранить
action-take-theirs = взять чужой вариант
action-take-mine = взять мой вариант
action-take-up = восстановить текст
action-compare = сравнить
action-discard = отбросить текст

## Tabs of a narrow head line, all in about 50 cells.
tab-go-board = доска
tab-go-accounts = клиенты
tab-go-contacts = люди
tab-go-interviews = беседы
tab-go-needs = нужды
tab-go-agreements = SLA
tab-go-log = журнал

## Where commands apply.
scope-anywhere = Везде
scope-pane = Списки и панели
scope-board = Доска
scope-record = Запись
scope-interview = Интервью
scope-agreement = Соглашение
scope-field = Текстовое поле
scope-dialog = Диалог

## Around keys.
keys-head-keys = Клавиши
keys-head-command = Команда
keys-head-name = Имя в настройках
keys-palette-only = из списка команд
keys-clash = { $keys } уже значит «{ $first }» и не может значить ещё и «{ $second }». Назначьте одной из команд другую клавишу.
