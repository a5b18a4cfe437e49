### Командная строка.

## До начала работы
cli-no-terminal = Это не терминал. Укажите команду; список: «canvass --help».
cli-dumb-terminal = Этот терминал (TERM=dumb) не умеет показывать страницы. Откройте другой или укажите команду; список: «canvass --help».
cli-no-home = Домашний каталог неизвестен. Укажите рабочий файл через --workspace FILE и задайте HOME.
cli-no-login = Имя пользователя неизвестно. Задайте LOGNAME или попросите администратора назвать эту учётную запись.
cli-no-equals = «{ $text }» не имеет вида ПОЛЕ=ЗНАЧЕНИЕ. Пишите так: title=…; значения с пробелами берите в кавычки.
cli-failed = Не удалось вывести: { $reason }. Повторите попытку.
cli-not-a-file = { $path } — не обычный файл. Укажите обычный или - для чтения стандартного ввода.
cli-no-stream = Рабочая область — не текст и в «-» не выводится. Укажите новый файл.

## Поиск записей и полей
cli-found-none = { $kind }: записи «{ $name }» нет. Найдите код командой «{ $command }».
cli-found-none-login = { $kind }: записи «{ $name }» нет. Найдите логин или имя целиком командой «{ $command }».
cli-found-none-name = { $kind }: записи «{ $name }» нет. Найдите название целиком командой «{ $command }».
cli-found-several = Под «{ $name }» подходят записи ({ $count }). Укажите код одной из них: { $candidates }
cli-found-several-name = Под «{ $name }» подходят записи ({ $count }). Укажите название одной из них целиком: { $candidates }
cli-found-twins = Под «{ $name }» подходят записи ({ $count }), и некоторые называются одинаково. Укажите идентификатор одной из них: { $candidates }
cli-found-part = «{ $name }» — лишь часть названия. Если имеется в виду { $candidate }, укажите код или название целиком.
cli-found-part-login = «{ $name }» — лишь часть имени. Если имеется в виду { $candidate }, укажите логин или имя целиком.
cli-found-part-name = «{ $name }» — лишь часть названия. Если имеется в виду { $candidate }, укажите название целиком.
cli-other-kind = { $code } — запись другого вида ({ $found }, а не { $kind }). Используйте команду этого вида.
cli-no-code = Записи с кодом «{ $code }» нет. Найдите её командой «list» нужного вида.
cli-no-part = В { $code } нет показателя или раздела «{ $part }». Возможны: { $parts }
cli-found-crowd = Под «{ $name }» подходит слишком много записей (больше { $count }). Укажите название одной из них полнее или её код: { $candidates }
cli-field-unknown = Поля «{ $field }» нет. Возможные поля: { $fields }
cli-field-kept = Поле «{ $field }» заполняет программа. Используйте нужную команду, например «canvass opp move» для стадии.
cli-field-twice = Поле «{ $field }» указано дважды. Укажите его один раз.
cli-fault = { $field }: { $fault }
cli-not-saved = Ничего не изменено. Исправьте и повторите:
cli-clash = { $field }: { $who } только что изменил(а) это поле, ничего не сохранено. Посмотрите запись и повторите.

## Готово
cli-created = Создано: { $code }.
cli-changed = { $n ->
    [one] { $code }: изменено { $n } поле.
    [few] { $code }: изменено { $n } поля.
   *[many] { $code }: изменено { $n } полей.
}
cli-unchanged = { $code }: всё уже так, ничего не изменено.
cli-archived = { $code }: в архиве.
cli-archive-open = { $count ->
    [one] { $code }: не решена { $count } сделка: { $deals }. Сначала закройте её или добавьте --force.
    [few] { $code }: не решены { $count } сделки: { $deals }. Сначала закройте их или добавьте --force.
   *[many] { $code }: не решены { $count } сделок: { $deals }. Сначала закройте их или добавьте --force.
}
cli-archive-many = { $count ->
    [one] { $code }: не решена { $count } сделка, среди них { $deals }. Сначала закройте её или добавьте --force.
    [few] { $code }: не решены { $count } сделки, среди них { $deals }. Сначала закройте их или добавьте --force.
   *[many] { $code }: не решены { $count } сделок, среди них { $deals }. Сначала закройте их или добавьте --force.
}
cli-restored = { $code }: снова в списках.
cli-moved = { $code }: { $from } → { $to }
cli-answered = { $code }: ответ на { $question } записан.
cli-undone = Отменено: { $verb } { $code }
cli-redone = Повторено: { $code }
cli-more = Показано { $shown } из { $total }. Добавьте слова или увеличьте --limit.

## Движение сделки
cli-no-stage = Стадии «{ $stage }» нет. Возможные стадии: { $stages }
cli-no-reason = Причины «{ $reason }» нет. Возможные причины: { $reasons }

## Журнал и нить
cli-log-undone = отменено
cli-log-more = { $n ->
    [one] и ещё { $n } изменение
    [few] и ещё { $n } изменения
   *[many] и ещё { $n } изменений
}
cli-no-act = Действия «{ $act }» в журнале нет. Возьмите номер из «canvass log».
cli-came-from = Откуда
cli-led-to = К чему привело
cli-no-thread = Нить пока не связывает { $code } ни с чем.

## Интервью
cli-no-template = Укажите анкету: template=КЛЮЧ. Есть: { $templates }
cli-template-gone = В этой программе нет анкеты { $template } версии { $version }. Откройте интервью той версией, которой оно создано.
cli-no-question = Вопроса «{ $question }» в анкете нет. Возможные вопросы: { $questions }
cli-interview-sum = Обязательные вопросы с ответом: { $done } из { $required }
cli-private = не для передачи

## Соглашения
cli-no-version = У { $code } ещё нет версии. Создайте её на экране соглашения.
cli-lint-rule = Правило
cli-lint-severity = Важность
cli-lint-place = Место
cli-lint-finding = Замечание
cli-severity-error = ошибка
cli-severity-warning = предупреждение
cli-severity-info = заметка
cli-lint-sum = Ошибки: { $errors }, предупреждения: { $warnings }, заметки: { $infos }
cli-lint-errors = { $count ->
    [one] { $code }: { $count } ошибка. Исправьте её и проверьте снова.
    [few] { $code }: { $count } ошибки. Исправьте их и проверьте снова.
   *[many] { $code }: { $count } ошибок. Исправьте их и проверьте снова.
}
cli-file-faults = { $count ->
    [one] { $file }: { $count } ошибка. Исправьте её и проверьте снова.
    [few] { $file }: { $count } ошибки. Исправьте их и проверьте снова.
   *[many] { $file }: { $count } ошибок. Исправьте их и проверьте снова.
}

## Образец, копии и проверка
cli-sample-written = { $n ->
    [one] { $path }: записана { $n } запись.
    [few] { $path }: записаны { $n } записи.
   *[many] { $path }: записано { $n } записей.
}
cli-backup-done = { $path }: { $size } байт, до записи журнала #{ $seq }, проверено. BLAKE3 { $hash }
cli-backup-written = { $path }: { $size } байт, до записи журнала #{ $seq }. BLAKE3 { $hash }
cli-backup-damaged = { $count ->
    [one] Копия { $path } записана, но в ней найдено { $count } повреждение; какое и что делать, скажет «{ $command }».
    [few] Копия { $path } записана, но в ней найдено { $count } повреждения; какие и что делать, скажет «{ $command }».
   *[many] Копия { $path } записана, но в ней найдено { $count } повреждений; какие и что делать, скажет «{ $command }».
}
cli-backup-made = создана
cli-backup-entry = журнал до
cli-backup-bytes = байт
cli-backup-file = файл
cli-backup-none = Canvass ещё не делал копий этой рабочей области. Он делает их при выходе: через день с изменениями или после 200 изменений. «canvass backup FILE» сделает копию сейчас.
cli-backup-elsewhere = Рабочая область не открывается, поэтому её копии не отличить от других. Все они в { $folder }; имя каждой начинается с времени создания (UTC).
cli-backup-back = Чтобы вернуться к последней, пусть все выйдут из Canvass; затем выполните строку ниже. Она ничего не удаляет: изменения после копии останутся в папке { $folder }.
cli-check-done = Всё в порядке. Записи журнала: { $acts }
cli-check-damaged = { $count ->
    [one] Рабочая область не в порядке: найдено { $count } повреждение. При нём сказано, что делать.
    [few] Рабочая область не в порядке: найдено { $count } повреждения. При каждом сказано, что делать.
   *[many] Рабочая область не в порядке: найдено { $count } повреждений. При каждом сказано, что делать.
}

# Файлы календарей
cli-calendar-fault = { $file }, строка { $line }, столбец { $column }: { $fault }
cli-calendar-unreadable = «{ $file }» — не читаемый файл ({ $reason }) и не встроенный календарь. Укажите другой файл или один из встроенных: { $codes }
cli-calendar-known = Календарь «{ $calendar }» уже есть. Измените code в файле или отправьте старый календарь в архив.
cli-gate-shut = Не перемещено. Мешает следующее:
cli-gate-how = Перед каждым условием стоит его код. По коду «canvass opp waive» снимает одно условие, «canvass opp force» перемещает несмотря ни на что; оба сохраняют вашу причину.
cli-gate-refused = { $count ->
    [one] Не перемещено: мешает { $count } условие. Выполните его и повторите.
    [few] Не перемещено: мешают { $count } условия. Выполните их и повторите.
   *[many] Не перемещено: мешают { $count } условий. Выполните их и повторите.
}
cli-gate-none = Дальше идти некуда, условий нет.
cli-gate-state = Состояние
cli-gate-condition = Условие
cli-gate-said = Пояснение
cli-history-on = С
cli-history-days = Дней
cli-history-what = Что
cli-history-who = Кто
cli-severity-acknowledged = принято
cli-ack-none = { $rule } ничего не говорит о { $path }. Его места: { $places }.
cli-ack-where = Для { $rule } нужно место. Укажите одно из: { $places }.
cli-ack-no-warning = { $rule } здесь не предупреждение: ошибки исправляют, заметки ничего не требуют.
cli-acknowledged = { $rule } ({ $path }) принято, пока значение не изменится.
cli-sla-unreadable = { $file } не читается ({ $reason }). Укажите соглашение, экспортированное в JSON.
cli-service-unreadable = { $file } не читается ({ $reason }). Укажите услугу, сохранённую командой «canvass service export».
cli-sla-imported = { $code } импортировано.
cli-sla-over = { $count ->
    [one] Файл заменил { $count } поле, где здесь стояло другое.
    [few] Файл заменил { $count } поля, где здесь стояло другое.
    [many] Файл заменил { $count } полей, где здесь стояло другое.
   *[other] Файл заменил { $count } поля, где здесь стояло другое.
 } «canvass log -v» их покажет, «canvass undo» отменит импорт.
cli-sla-loose = Пропущены связи с тем, чего здесь нет: { $count }.
