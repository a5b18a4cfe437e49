### Faults in the configuration file, and the comments of a new one.

## Faults: where, what, and what is used instead.
config-faults = { $n ->
    [one] { $n } ошибка в настройках, взяты обычные значения. Исправьте config.toml.
    [few] { $n } ошибки в настройках, взяты обычные значения. Исправьте config.toml.
   *[many] { $n } ошибок в настройках, взяты обычные значения. Исправьте config.toml.
}
config-unreadable = Не удаётся прочитать { $file } ({ $detail }). Взяты обычные настройки; проверьте права на файл.
config-syntax = { $file }, строка { $line }: это не TOML ({ $detail }). Строка пропущена; исправьте её.
config-unknown-key = { $file }, строка { $line }: настройки «{ $key }» нет. Она пропущена; исправьте имя или удалите строку.
config-wrong-value = { $file }, строка { $line }: { $key } не может быть { $found }. { $instead }; укажите { $wanted }.
config-keys-no-table = { $file }, строка { $line }: «{ $key }» должна быть таблицей. Взяты обычные клавиши; начните её строкой [keys].
config-unknown-action = { $file }, строка { $line }: команды «{ $key }» нет. Строка пропущена; имена есть в справке.
config-key-twice = { $file }, строка { $line }: { $keys } для «{ $action }» уже занята командой «{ $other }». У «{ $action }» остались обычные клавиши; выберите другую.

## What a setting may be.
config-wants-language = "auto", "en", "zh-CN" или "ru"
config-wants-theme = "auto", "dark", "light" или "none"
config-wants-flag = true или false
config-wants-currency = код ISO 4217, например "EUR"
config-wants-text = имя в кавычках
config-wants-zone = имя IANA, например "Europe/Moscow"
config-wants-keys = клавиши, например "n", "g b" или ["n", "Ctrl+N"]

## What is used instead.
config-instead-environment = Взят язык системы
config-instead-auto = Взято «auto»
config-instead-false = Взято «false»
config-instead-currency = Взята валюта CNY
config-instead-login = Взят логин
config-instead-nobody = В новых соглашениях исполнитель не указан
config-instead-machine = Взят часовой пояс машины
config-instead-usual = Взяты обычные клавиши

## Comments of a new configuration file; one line each.
config-about-file = Настройки Canvass. В каждой строке обычное значение; чтобы изменить его, уберите #.
config-about-language = Язык интерфейса: auto, en, zh-CN, ru
config-about-theme = Цвета: auto, dark, light, none
config-about-ascii = Знаки и линии только из ASCII, для старых терминалов и шрифтов
config-about-currency = Валюта новых записей (ISO 4217)
config-about-user = Ваше имя, как его видят коллеги; пусто: логин
config-about-company = Ваша компания, как она пишется в новых соглашениях; пусто: пропуск, о котором напомнит проверка
config-about-time-zone = Часовой пояс (имя IANA); auto: как на этой машине
config-about-keys = Клавиши команд. "g b" значит g, затем b; пустой список убирает команду с клавиатуры.
