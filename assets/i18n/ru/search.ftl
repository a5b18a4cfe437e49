search-title = Поиск
search-empty-what = Находит названия, заметки, ответы, потребности, пункты, показатели, контакты — всё, что кто-либо написал, на любом языке.
search-empty-how = Все слова должны стоять в одной записи. Слово ищется с начала, китайский текст — с любого места.
search-empty-example = Например: приём заяв   SLA-2026   对账
search-short = Введите ещё одну букву: с одной начинается слишком много слов.
search-none = Нигде нет всех слов «{ $words }».
search-none-how = Попробуйте меньше слов или только начало слова.
search-filling = Более ранние записи ещё добавляются в поиск и скоро найдутся.
search-code = Код
search-archived = в архиве
search-private = не для передачи
search-more = ещё { $count }
search-beyond = ещё более { $count }
search-all = Только { $kind }. { $key } — все виды.
search-found = найдено: { $count }
search-beyond-found = найдено: более { $count }

cli-search-kind = Вид
cli-search-record = Запись
cli-search-field = Поле
cli-search-text = Текст
cli-search-none = Нигде нет всех слов «{ $words }». Попробуйте меньше слов или только начало слова.
cli-search-short = С «{ $words }» начинается слишком много слов. Введите хотя бы две буквы слова.
cli-search-more = { $kind }: показано { $shown } из { $count }. Увеличьте --limit или назовите вид: --kind { $name }
cli-search-beyond = { $kind }: показано { $shown } из более чем { $count }. Увеличьте --limit или назовите вид: --kind { $name }
cli-search-filling = Не все записи прежней версии попали в поиск. Откройте рабочую область на экране или выполните: canvass reindex
cli-search-private = { $count ->
    [one] Пропущен { $count } ответ не для передачи.
    [few] Пропущены { $count } ответа не для передачи.
    [many] Пропущено { $count } ответов не для передачи.
   *[other] Пропущено { $count } ответа не для передачи.
}
cli-reindex-done = Поиск составлен заново по записям.
check-search = Поиск неверно знает { $count ->
    [one] { $count } запись
    [few] { $count } записи
    [many] { $count } записей
   *[other] { $count } записи
}. Ничего не потеряно. Составьте его заново: canvass reindex
check-search-filling = Не все записи прежней версии попали в поиск. Откройте рабочую область на экране или выполните: canvass reindex
