agreement-kind = Вид
agreement-code = Номер
agreement-version = Версия
agreement-provider = Исполнитель
agreement-customer = Заказчик
agreement-valid = Действует
agreement-term = с { $from } по { $to } включительно ({ $zone })
agreement-currency = Валюта
agreement-unwritten = Ещё не написано.
agreement-needs = Требования, которые закрывает соглашение
agreement-rolling = { $days ->
    [one] последний { $days } день
    [few] последние { $days } дня
   *[many] последние { $days } дней
}
agreement-column-code = №
agreement-column-title = Название
agreement-column-service = Услуга
agreement-column-metric = Показатель
agreement-column-target = Цель
agreement-column-period = Период
agreement-column-clock = Отсчёт
agreement-column-measured = Где измеряется
agreement-column-need = Требование
agreement-column-met-by = Чем закрыто
agreement-json-unwritable = Соглашение не удалось записать в JSON. Сохраните его и выгрузите ещё раз.
agreement-json-unreadable = Это не читаемый файл соглашения (строка { $line }, столбец { $column }). Выгрузите его заново или выберите другой файл.
agreement-json-other-format = Этот файл не соглашение. Выберите файл, выгруженный как соглашение.
agreement-json-other-version = Формат файла { $found }, программа читает формат { $known }. Выгрузите его той же версией программы.
agreement-json-value = { $path }: { $fault }
agreement-json-unknown = «{ $path }» здесь неизвестно. Уберите из файла или исправьте имя.
agreement-json-missing = Не хватает «{ $path }». Добавьте в файл.
agreement-json-doubled = В «{ $path }» что-то записано дважды. Оставьте одно.
agreement-json-type = «{ $path }» не той формы или слишком велико. Исправьте в файле.
agreement-json-stray = «{ $name }» не относится ни к какой части соглашения. Исправьте файл или выгрузите его заново.
agreement-json-twice = «{ $name }» встречается в файле дважды. Удалите одно из двух.
agreement-months = { $count ->
    [one] { $count } месяц
    [few] { $count } месяца
    [many] { $count } месяцев
   *[other] { $count } месяца
}
agreement-no-sections = Не удалось прочитать перечень разделов. Установите программу заново.
agreement-gone = Этого соглашения больше нет. Вернитесь и выберите другое.
agreement-record-unreadable = { $kind } { $name }: не читается ({ $reason }). Запустите «canvass check».
agreement-file-unwritable = Не удалось записать { $path }: { $reason }. Запустите программу в другой папке или освободите место.
file-unwritable = Не удалось записать { $path }: { $reason }. Укажите файл в другой папке или освободите место.
file-taken = Файл { $path } уже есть и не будет перезаписан. Укажите другое имя или сначала уберите этот файл.
file-is-folder = { $path } — это папка. Укажите файл внутри неё.
file-no-text = Этот документ — не текст и не выводится на экран. Укажите файл: --output FILE
agreement-outline = Содержание
agreement-facts = Стороны и срок
agreement-findings = Выполнимо ли?
agreement-findings-here = Здесь
agreement-findings-else = В остальном соглашении
agreement-no-findings = Замечаний к соглашению нет.
agreement-answer = принять предупреждение
agreement-answer-title = Почему принимаете { $rule }? Действует, пока значение не изменится.
agreement-answer-none = Здесь нет открытых предупреждений. Перейдите к следующему: { $key }.
agreement-answered = Принято ({ $by }): { $reason }
agreement-no-findings-here = Замечаний нет.
agreement-needs-behind = Какие потребности закрывает
agreement-no-needs-behind = Пока не связано.
agreement-beneath = Чем обеспечено
agreement-errors = { $count ->
    [one] { $count } ошибка
    [few] { $count } ошибки
    [many] { $count } ошибок
   *[other] { $count } ошибки
}
agreement-warnings = { $count ->
    [one] { $count } предупреждение
    [few] { $count } предупреждения
    [many] { $count } предупреждений
   *[other] { $count } предупреждения
}
agreement-needs-met = закрыто потребностей: { $met } из { $all }
agreement-standard = Ещё не написано. Стандартный текст для начала:
agreement-added-meanwhile = Коллега уже добавил этот раздел. Выберите, какой текст останется.
agreement-section-saved = Сохранён раздел «{ $section }».
agreement-frozen = Эта версия в состоянии «{ $state }», изменить её уже нельзя. Создайте новую версию.
agreement-parties-signed = Версия { $number } подписана с этими исполнителем, заказчиком и валютой. Для других создайте новое соглашение.
agreement-unwritten-here = На этом языке раздел ещё не написан. { $key } — начать с типового текста.
agreement-nothing-here = Здесь не с чем это сделать. Выберите раздел с текстом или показатель.
agreement-text-full = Текст достиг предела: в один раздел больше не поместится. Сократите его.
agreement-edit-title = Правка
agreement-edit-version = Эта версия: срок, языки, продление
agreement-edit-agreement = Соглашение: название, стороны
agreement-add-title = Добавить в соглашение
agreement-add-section = раздел: { $section }
agreement-link-title = Какую потребность это закрывает?
agreement-link-none = Связывать больше не с чем. Сначала запишите потребности в сделке.
agreement-link-where = Выберите раздел с текстом или показатель.
agreement-export-title = Выгрузить как
agreement-export-docx = документ (Word), { $language }
agreement-export-markdown = документ (Markdown), { $language }
agreement-export-json = все данные (JSON)
agreement-hint-measure = С единицей: 99,9 %, 30 мин, 4 ч, 1ч 30м
agreement-hint-percent = В процентах: 95 или 99,5 %
