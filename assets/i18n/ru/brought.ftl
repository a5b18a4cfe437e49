brought-along = Вместе с соглашением перенесено: { $parts }.
brought-customers = { $count ->
    [one] { $count } клиент
    [few] { $count } клиента
    [many] { $count } клиентов
   *[other] { $count } клиента
}
brought-deals = { $count ->
    [one] { $count } сделка
    [few] { $count } сделки
    [many] { $count } сделок
   *[other] { $count } сделки
}
brought-people = { $count ->
    [one] { $count } человек
    [few] { $count } человека
    [many] { $count } человек
   *[other] { $count } человека
}
brought-needs = { $count ->
    [one] { $count } потребность
    [few] { $count } потребности
    [many] { $count } потребностей
   *[other] { $count } потребности
}
brought-promises = { $count ->
    [one] { $count } устное обещание
    [few] { $count } устных обещания
    [many] { $count } устных обещаний
   *[other] { $count } устного обещания
}
brought-services = { $count ->
    [one] { $count } услуга
    [few] { $count } услуги
    [many] { $count } услуг
   *[other] { $count } услуги
}
brought-calendars = { $count ->
    [one] { $count } календарь
    [few] { $count } календаря
    [many] { $count } календарей
   *[other] { $count } календаря
}
brought-beneath = { $count ->
    [one] { $count } нижестоящее соглашение
    [few] { $count } нижестоящих соглашения
    [many] { $count } нижестоящих соглашений
   *[other] { $count } нижестоящего соглашения
}
