# Собственные шаблоны интервью.
template-syntax = { $detail }. Исправьте файл в этом месте.
template-other = Это текст шаблона { $template } версии { $version }, а запись — другая. Добавьте его отдельной записью.
template-key-wrong = Код шаблона — от 1 до 24 букв, цифр, точек, дефисов или подчёркиваний. Измените его.
template-version-wrong = Шаблон { $template }: версия — целое число от 1 до 9999. Измените её.
template-level-wrong = Шаблон { $template }: уровень — 1 (сотрудник), 2 (средний) или 3 (руководство). Измените его.
template-id-wrong = Шаблон { $template }, вопрос { $question }: код — от 1 до 24 букв, цифр, точек, дефисов или подчёркиваний. Измените его.
template-range-wrong = Шаблон { $template }, вопрос { $question }: наименьшее значение больше наибольшего. Поменяйте их местами.
store-template-pinned = Шаблон { $template } версии { $version } не меняется: на него опираются интервью. Повысьте версию в файле и добавьте его снова.
store-template-used = По шаблону { $template } ведётся интервью, он остаётся. Уберите его в архив, если выбирать его больше не нужно.
cli-template-questions = Вопросов
cli-template-own = свой
cli-template-if = только если
cli-template-written = записано: { $path }
cli-template-unreadable = { $file } не читается ({ $reason }). Укажите шаблон не больше 64 КиБ; «canvass template new FILE» запишет заготовку.
cli-template-sound =
    { $count ->
        [one] Шаблон { $template } версии { $version } в порядке: { $count } вопрос.
        [few] Шаблон { $template } версии { $version } в порядке: { $count } вопроса.
       *[many] Шаблон { $template } версии { $version } в порядке: { $count } вопросов.
    }
cli-template-added = добавлен шаблон { $template } версии { $version }; он доступен и коллегам
cli-template-known = Точно такой шаблон { $template } версии { $version } в рабочем файле уже есть.
cli-template-taken = Шаблон { $template } версии { $version } с другим текстом уже есть и не меняется. Укажите в файле «version = { $next }» и добавьте снова.
cli-agenda-of = У { $code } нет списка вопросов. Назовите клиента, сделку или интервью.
