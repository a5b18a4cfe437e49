### Faults in the configuration file, and the comments of a new one.

## Faults: where, what, and what is used instead.
config-faults = { $n ->
    [one] { $n } fault in the configuration; the usual value is used. Correct config.toml.
   *[other] { $n } faults in the configuration; the usual values are used. Correct config.toml.
}
config-unreadable = { $file } cannot be read ({ $detail }). The usual settings are used; check the permissions of the file.
config-syntax = { $file }, line { $line }: not valid TOML ({ $detail }). The line is skipped; correct it.
config-unknown-key = { $file }, line { $line }: there is no setting “{ $key }”. It is ignored; correct the name or delete the line.
config-wrong-value = { $file }, line { $line }: { $key } = { $found } is not possible. { $instead }; write { $wanted }.
config-keys-no-table = { $file }, line { $line }: “{ $key }” must be a table. The usual keys are used; begin it with [keys] on a line of its own.
config-unknown-action = { $file }, line { $line }: there is no command “{ $key }”. It is ignored; the names stand in the help.
config-key-twice = { $file }, line { $line }: { $keys } for “{ $action }” already belongs to “{ $other }”. “{ $action }” keeps its usual keys; choose another key.

## What a setting may be.
config-wants-language = "auto", "en", "zh-CN" or "ru"
config-wants-theme = "auto", "dark", "light" or "none"
config-wants-flag = true or false
config-wants-currency = an ISO 4217 code such as "EUR"
config-wants-text = a name in quotation marks
config-wants-zone = an IANA name such as "Asia/Shanghai"
config-wants-keys = keys such as "n", "g b" or ["n", "Ctrl+N"]

## What is used instead.
config-instead-environment = The language of the environment is used
config-instead-auto = “auto” is used
config-instead-false = “false” is used
config-instead-currency = CNY is used
config-instead-login = The login name is used
config-instead-nobody = New agreements leave the provider open
config-instead-machine = The time zone of the machine is used
config-instead-usual = The usual keys are used

## Comments of a new configuration file; one line each.
config-about-file = Canvass configuration. Every line shows the usual value; take the # away to change it.
config-about-language = Language of the interface: auto, en, zh-CN, ru
config-about-theme = Colours: auto, dark, light, none
config-about-ascii = Marks and lines in plain ASCII, for old terminals and fonts
config-about-currency = Currency of new records (ISO 4217)
config-about-user = Your name as colleagues see it; empty: the login name
config-about-company = Your company as it stands in new agreements; empty: a blank that their checks ask for
config-about-time-zone = Time zone (IANA name); auto: that of the machine
config-about-keys = Keys of each command. "g b" is g, then b; an empty list takes a command off the keyboard.
