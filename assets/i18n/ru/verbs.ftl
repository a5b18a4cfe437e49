### What was done, for the journal and for undo.

## Past acts keep their verb in the journal for ever: change words here, but take none away.
verb-create = создание
verb-edit = изменение
verb-move = смена этапа
verb-force = перевод с обоснованием
verb-order = смена порядка
verb-win = выигрыш
verb-lose = проигрыш
verb-disqualify = отказ от сделки
verb-hold = постановка на паузу
verb-resume = возобновление
verb-reopen = возврат в работу
verb-state = смена состояния
verb-answer = ответ
verb-log-activity = запись контакта
verb-make-need = оформление потребности
verb-link = связывание
verb-unlink = снятие связи
verb-archive = отправка в архив
verb-restore = возврат из архива
verb-merge = объединение
verb-import = загрузка
verb-undo = отмена
verb-redo = повтор
verb-join = вход в рабочее пространство
verb-rename = смена имени
verb-sample = загрузка примера
verb-interview = начато интервью
verb-need = ответ стал потребностью
verb-agreement = начат проект соглашения
verb-clause = написан пункт
verb-tick = пункт отмечен
verb-untick = отметка снята
verb-waive = условие снято
verb-unwaive = условие возвращено
verb-acknowledge = принято предупреждение
