# Из чего состоит соглашение: порядок разделов.
agreement-order-where = Поставьте курсор на раздел: его таблицы и показатели перейдут вместе с ним.
agreement-order-labels = Показатели стоят по порядку обозначений. Чтобы переставить, измените обозначение.
agreement-order-named = Разделы § { $first } и § { $second } поменялись номерами. Проверьте ссылки в разделах: { $sections }.
diff-place = Место в документе
state-new-is-draft = Новая версия начинается черновиком, а не как «{ $state }». Проведите её по шагам.
service-json-other-format = Это не файл услуги. Выберите файл, экспортированный как услуга.
cli-sla-comes-as-draft = Версия принята черновиком, а не как «{ $state }»: { $faults }.
cli-service-unpromised = { $code } пока не обещана ни в одном соглашении.
deal-need-unmet = обязательна, пункта нет
cli-clause-none = Раздела «{ $section }» нет. Укажите один из: { $sections }.
cli-clause-language = { $code } не ведётся на языке «{ $language }». Его языки: { $languages }.
cli-clause-empty = В разделе «{ $section }» ещё нет текста ({ $language }).
cli-clause-unreadable = { $file } не читается ({ $reason }). Укажите файл с текстом раздела.
