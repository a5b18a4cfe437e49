### Faults in the configuration file, and the comments of a new one.

## Faults: where, what, and what is used instead.
config-faults = { $n ->
   *[other] 配置文件有 { $n } 处问题，已使用默认值。请更正 config.toml。
}
config-unreadable = 无法读取 { $file }（{ $detail }）。已使用默认设置，请检查文件权限。
config-syntax = { $file } 第 { $line } 行：不是有效的 TOML（{ $detail }）。已跳过该行，请更正。
config-unknown-key = { $file } 第 { $line } 行：没有“{ $key }”这一设置。已忽略，请更正名称或删除该行。
config-wrong-value = { $file } 第 { $line } 行：{ $key } 不能是 { $found }。{ $instead }；请写{ $wanted }。
config-keys-no-table = { $file } 第 { $line } 行：“{ $key }”必须是表。已使用默认按键；请另起一行写 [keys]。
config-unknown-action = { $file } 第 { $line } 行：没有“{ $key }”这一命令。已忽略；命令名称见帮助。
config-key-twice = { $file } 第 { $line } 行：“{ $action }”的 { $keys } 已属于“{ $other }”。“{ $action }”沿用默认按键，请换一个。

## What a setting may be.
config-wants-language = "auto"、"en"、"zh-CN" 或 "ru"
config-wants-theme = "auto"、"dark"、"light" 或 "none"
config-wants-flag = true 或 false
config-wants-currency = ISO 4217 货币代码，如 "EUR"
config-wants-text = 加引号的姓名
config-wants-zone = IANA 时区名称，如 "Asia/Shanghai"
config-wants-keys = 按键，如 "n"、"g b" 或 ["n", "Ctrl+N"]

## What is used instead.
config-instead-environment = 已使用系统环境的语言
config-instead-auto = 已使用“auto”
config-instead-false = 已使用“false”
config-instead-currency = 已使用 CNY
config-instead-login = 已使用登录名
config-instead-nobody = 新协议的服务提供方留空
config-instead-machine = 已使用本机时区
config-instead-usual = 已使用默认按键

## Comments of a new configuration file; one line each.
config-about-file = Canvass 配置。每行给出默认值；去掉 # 后即可修改。
config-about-language = 界面语言：auto、en、zh-CN、ru
config-about-theme = 配色：auto、dark、light、none
config-about-ascii = 用纯 ASCII 显示标记和线条，适合旧终端和字体
config-about-currency = 新记录的币种（ISO 4217）
config-about-user = 同事看到的您的姓名；留空则用登录名
config-about-company = 新协议中服务提供方（贵公司）的名称；留空则由协议检查提示填写
config-about-time-zone = 时区（IANA 名称）；auto 表示本机时区
config-about-keys = 各命令的按键。"g b" 表示先按 g 再按 b；空列表表示不设按键。
