brought-along = Brought along: { $parts }.
brought-customers = { $count ->
    [one] { $count } customer
   *[other] { $count } customers
}
brought-deals = { $count ->
    [one] { $count } deal
   *[other] { $count } deals
}
brought-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
brought-needs = { $count ->
    [one] { $count } need
   *[other] { $count } needs
}
brought-promises = { $count ->
    [one] { $count } spoken promise
   *[other] { $count } spoken promises
}
brought-services = { $count ->
    [one] { $count } service
   *[other] { $count } services
}
brought-calendars = { $count ->
    [one] { $count } calendar
   *[other] { $count } calendars
}
brought-beneath = { $count ->
    [one] { $count } agreement beneath
   *[other] { $count } agreements beneath
}
