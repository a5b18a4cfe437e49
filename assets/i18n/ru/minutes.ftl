# Протоколы и списки для заказчика: слова документов и как они уходят.

minutes-title = Протокол: { $name }
minutes-needs-title = Перечень потребностей
minutes-when = Дата
minutes-needs = Записанные потребности
minutes-open = Открытые вопросы
minutes-question = Вопрос
minutes-whom = У кого спросить
minutes-by = К сроку
minutes-needs-confirmed = Кто и когда подтвердил
minutes-deferred = Отложено
minutes-confirmation = Подтверждение
minutes-please = Сообщите, пожалуйста, что неверно или пропущено. Если замечаний нет, подтвердите именем, датой и подписью.
minutes-confirmed = Подтверждает { $name }, { $day }.
minutes-name = Имя
minutes-day = Дата
minutes-signature = Подпись

minutes-export-title = Какой документ?
minutes-export-docx = Документ Word (DOCX), { $language }
minutes-export-markdown = Markdown, { $language }
minutes-nobody = В интервью не указано, кто был от заказчика. Сначала добавьте людей.
minutes-confirm-title = Кто подтвердил протокол { $code }?
minutes-not-finished = Интервью { $code } не завершено. Завершите его, затем заказчик подтверждает протокол.
needs-export-where = Список уходит одному заказчику: сначала откройте потребности сделки.
export-not-packed = Документ не получился: { $reason }. Попробуйте ещё раз или выберите Markdown.
