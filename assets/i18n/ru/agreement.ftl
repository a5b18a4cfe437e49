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
agreement-column-ticket = Тип
agreement-column-priority = Приоритет
agreement-column-target = Цель
agreement-column-attainment = Доля случаев
agreement-column-period = Период
agreement-column-hours = Часы
agreement-column-clock = Отсчёт
agreement-column-measured = Где измеряется
agreement-column-source = Источник
agreement-column-need = Требование
agreement-column-met-by = Чем закрыто
agreement-json-unwritable = Соглашение не удалось записать в JSON. Сохраните его и выгрузите ещё раз.
agreement-json-unreadable = Это не читаемый файл соглашения (строка { $line }, столбец { $column }). Выгрузите его заново или выберите другой файл.
agreement-json-other-format = Этот файл не соглашение. Выберите файл, выгруженный как соглашение.
agreement-json-other-version = Формат файла { $found }, программа читает формат { $known }. Выгрузите его той же версией программы.
agreement-json-value = { $kind } { $name }: недопустимое значение поля «{ $field }». Исправьте его в файле.
agreement-json-stray = «{ $name }» не относится ни к какой части соглашения. Исправьте файл или выгрузите его заново.
agreement-json-twice = «{ $name }» встречается в файле дважды. Удалите одно из двух.
