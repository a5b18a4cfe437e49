# Договоры в командной строке: версии, отличия, состояния, прослеживание.
cli-one-language = Два языка сразу — только для документов: «canvass sla export». Укажите один.
verb-next-version = следующая версия
field-predecessor = Предыдущая версия
field-ended-on = Прекращён
field-end-reason = Почему прекращён
diff-title = изменения с { $old } до { $new }
diff-what = Что
diff-before = Было
diff-after = Стало
diff-came = новое
diff-went = убрано
diff-changed = изменено
diff-none = Отличий нет.
state-refused = Ещё не «{ $to }»: { $faults }.
state-no-way = после «{ $from }» возможно только: { $ways }
state-is-final = «{ $from }» — конец; сделайте следующую версию
state-unknown = Состояния «{ $state }» нет. См. «canvass sla state --help».
state-moved-meanwhile = Коллега уже перевёл эту версию в «{ $state }». Посмотрите на неё снова.
state-no-author = не назван автор
state-no-reviewer = не назван рецензент
state-own-reviewer = автор и рецензент — один человек
state-errors = { $count ->
    [one] осталась { $count } ошибка ({ $rules })
    [few] осталось { $count } ошибки ({ $rules })
   *[many] осталось { $count } ошибок ({ $rules })
}
state-warnings = { $count ->
    [one] без ответа { $count } предупреждение ({ $rules })
    [few] без ответа { $count } предупреждения ({ $rules })
   *[many] без ответа { $count } предупреждений ({ $rules })
}
state-unsigned = нет подписи того, кто вправе подписать: { $sides }
state-signed-late = подписано { $signed }, позже первого дня { $from }; сначала ответьте за R04
state-not-begun = начинается { $from }
state-begun = уже действует; можно только прекратить
state-no-ci = не названа запись конфигурации
state-not-over = действует до { $to }
state-no-reason = нет причины
state-no-successor = более новая версия ещё не действует
cli-next-version = У { $code } теперь версия { $new }, копия { $old }.
cli-state-entered = { $code } теперь «{ $state }».
cli-no-such-version = У { $code } нет версии { $number }. Есть: { $versions }.
cli-one-version = У { $code } только одна версия. Следующую сделает «canvass sla version { $code }».
cli-other-agreement = { $code } — это «{ $found }», а не «{ $kind }». Используйте «canvass sla».
trace-unasked = Обещания, о которых никто не просил
trace-unmet = Потребности, которые ничто не покрывает
trace-uncarried = Показатели, под которыми ничего нет
action-versions = сравнить версии
action-make-version = следующая версия
versions-none = Пока есть только одна версия.
versions-one = { $key } на договоре копирует её как следующую.
versions-head = с { $old } до { $new }
state-why = Почему «{ $state }»?
state-title = «{ $state }»: что дальше?
state-ended = «{ $state }» — конец версии. Сделайте следующую.
