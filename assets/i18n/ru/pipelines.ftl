# Воронки: правила, ошибки и экран, где их меняют.
move-retired = Этап «{ $stage }» больше не используется. Выберите другой.
move-elsewhere = Этап «{ $stage }» относится к другой воронке. Сначала переведите сделку на открытый этап той воронки.
move-waits = На этапе «{ $stage }» сделки ждут без срока. Чтобы продолжить, переместите сделку дальше.
pipeline-unreadable = Текст не удалось прочитать: { $detail }
pipeline-key = Воронка хранится под кодом { $key }, а в тексте указан { $code }. Код воронки не меняется.
pipeline-code = «{ $code }» — не код. Используйте латинские буквы, цифры, _ и -, не больше { $most } знаков.
pipeline-nameless = У { $code } нет названия ({ $lang }). Укажите его.
pipeline-in-en = английский
pipeline-in-zh-cn = китайский
pipeline-in-ru = русский
pipeline-twice = Код { $code } указан дважды. Измените один из них.
pipeline-phase-unknown = Этап { $stage } отнесён к фазе, которой нет. Добавьте фазу или выберите другую.
pipeline-open-after-closed = Открытый этап { $stage } стоит после закрытого. Поставьте открытые этапы первыми.
pipeline-probability = Вероятность этапа { $stage } не подходит: у открытого меньше 100 %, у выигрыша 100 %, у проигрыша 0 %.
pipeline-falls = На этапе { $stage } вероятность падает. Укажите не меньше, чем на предыдущем.
pipeline-days = Число этапа { $stage } вне пределов. Укажите целое от 1 до 10 000 или оставьте пустым.
pipeline-status = Свой статус бывает только у проигранного этапа, и только «disqualified». Исправьте { $stage }.
pipeline-no-such = Для { $field } нет значения «{ $value }». Исправьте его.
pipeline-no-open = В воронке нет открытого этапа. Добавьте его.
pipeline-no-won = В воронке нет этапа выигрыша. Добавьте его.
pipeline-two-won = В воронке несколько этапов выигрыша. Оставьте один.
pipeline-no-lost = В воронке нет этапа проигрыша. Добавьте его.
pipeline-no-condition = Условия { $condition } нет. Выберите из каталога или добавьте своё.
pipeline-condition = Условие { $condition } спрашивает { $detail }, а этого нет. Исправьте его.
pipeline-stage-elsewhere = В воронке «{ $pipeline }» уже есть этап { $stage }. Выберите другой код.
pipeline-stage-in-use =
    { $count ->
        [one] На этапе «{ $stage }» стоит { $count } сделка. Сначала укажите, куда её перевести.
        [few] На этапе «{ $stage }» стоят { $count } сделки. Сначала укажите, куда их перевести.
       *[many] На этапе «{ $stage }» стоят { $count } сделок. Сначала укажите, куда их перевести.
    }
pipeline-stage-told = На этапе «{ $stage }» стояли сделки, его называет история. Выведите его из работы, не удаляя.
pipeline-deal-stays = { $code } нельзя перевести на этап «{ $stage }»: { $condition }. Выберите другой этап.
pipeline-choose = Какую воронку показать?
pipeline-choice =
    { $count ->
        [0] { $name }
        [one] { $name } · { $count } сделка
        [few] { $name } · { $count } сделки
       *[many] { $name } · { $count } сделок
    }
pipeline-change-title = «{ $title }»: в какую воронку?
action-change-pipeline = перевести в другую воронку
action-switch-pipeline = показать другую воронку
verb-change-pipeline = переведено в другую воронку
verb-pipeline = воронка изменена
kind-pipeline = Воронка
kinds-pipeline = Воронки
field-definition = Текст
cli-pipeline-unreadable = { $file } не читается ({ $reason }). Укажите файл воронки; «canvass pipeline export CODE» выведет готовый.
cli-pipeline-sound = Воронкой можно пользоваться.
cli-pipeline-saved = Воронка { $code } сохранена.
cli-no-pipeline = Воронки { $pipeline } нет. Есть такие: { $pipelines }
pipeline-shipped = как в поставке
pipeline-retired = не используется
pipeline-type-open = открыт
pipeline-type-hold = ожидание
pipeline-type-won = выигрыш
pipeline-type-lost = проигрыш
pipeline-head-stages = Столбцы
pipeline-head-deals = Сделки
pipeline-head-version = Версия
pipeline-head-phase = Фаза
pipeline-head-type = Тип
pipeline-head-probability = Шанс
pipeline-head-rot = Стареет, дн
pipeline-head-cap = Усилия, дн
pipeline-head-wip = Предел
pipeline-head-gate = Условия
action-go-pipelines = воронки
scope-pipelines = Воронки
pipeline-at = Строка { $line }, столбец { $column }:
pipeline-version = версия { $n }
pipeline-not-saved = не сохранено
pipeline-unsaved = Изменение не сохранено. Ctrl+S сохранит, ещё раз Esc — отбросит.
pipeline-dropped = Изменение отброшено.
pipeline-nothing = Ничего не изменено. E откроет воронку в вашем редакторе.
pipeline-has-faults = В тексте ошибки, сохранить пока нельзя. E откроет его снова.
pipeline-ready = Ctrl+S сохранит воронку для всех.
pipeline-no-history = Воронка как в поставке, истории у неё ещё нет.
pipeline-going-title = Этап «{ $stage }» выводится. Куда перевести его сделки?
note-pipeline-going = Почему они идут туда?
pipeline-needs = Обязательно с этого этапа
pipeline-skipped = Пропускается при закупке
pipeline-checklist = Список дел фазы
note-change-pipeline = Почему сделка идёт в другую воронку?
