# Interview templates: what is wrong with a file, what an answer should look like.

template-unreadable = { $file }, строка { $line }, столбец { $column }: { $detail }. Исправьте файл в этом месте.
template-incomplete = В шаблоне { $template } нет вопросов или слов на одном из языков. Добавьте их.
template-section-twice = В шаблоне { $template } раздел { $section } встречается дважды. Переименуйте один.
template-question-twice = В шаблоне { $template } вопрос { $question } встречается дважды. Дайте одному другой код.
template-section-unknown = Шаблон { $template }, вопрос { $question }: нет раздела { $section }. Добавьте его или выберите другой.
template-words-missing = Шаблон { $template }, вопрос { $question }: не хватает слов на одном из языков. Впишите все три.
template-options-unknown = Шаблон { $template }, вопрос { $question }: нет набора вариантов { $options }. Выберите набор из options.toml.
template-options-missing = Шаблон { $template }, вопрос { $question }: не из чего выбирать. Добавьте варианты.
template-option-twice = Шаблон { $template }, вопрос { $question }: вариант { $option } повторяется. Уберите один.
template-columns-missing = Шаблон { $template }, вопрос { $question }: в таблице нет столбцов. Добавьте их.
template-column-wrong = Шаблон { $template }, вопрос { $question }: столбец { $column } повторяется или сам является таблицей. Измените его.
template-show-if = Шаблон { $template }, вопрос { $question }: условие неверно с { $position }-го знака. Там должно быть: { $expected }.
template-show-if-later = Шаблон { $template }, вопрос { $question }: условие ссылается на { $other }, которого раньше нет. Укажите более ранний вопрос.
template-feed-wrong = Шаблон { $template }, вопрос { $question }: «{ $feed }» — не место для ответа. Пишите как account.it_budget или need+(real,macro,business).

show-if-expected-question = код вопроса
show-if-expected-operator = answered, in, has или знак = != < <= > >=
show-if-expected-value = значение
show-if-expected-list = список в скобках, например (a,b)
show-if-expected-close = закрывающая скобка
show-if-expected-quote = закрывающая кавычка
show-if-expected-end = and, or или конец условия
show-if-expected-flatter = меньше вложенных скобок

answer-misfit = «{ $value }» сюда не подходит. Нужно: { $expected }.
answer-outside = { $value } вне пределов. Впишите число от { $min } до { $max }.
answer-below = { $value } — слишком мало. Впишите число не меньше { $min }.
answer-above = { $value } — слишком много. Впишите число не больше { $max }.
answer-parts =
    «{ $value }» сюда не подходит. { $count ->
        [one] Впишите { $count } число.
        [few] Впишите { $count } числа через /.
       *[many] Впишите { $count } чисел через /.
    }
answer-cells =
    { $count ->
        [one] В строке { $row } слишком много ячеек: в таблице { $count } столбец. Уберите лишние.
        [few] В строке { $row } слишком много ячеек: в таблице { $count } столбца. Уберите лишние.
       *[many] В строке { $row } слишком много ячеек: в таблице { $count } столбцов. Уберите лишние.
    }
answer-one-cell = В строке { $row } пока одна ячейка, столбцов в таблице: { $count }. Ставьте | между ячейками; неизвестное оставьте пустым.
answer-short-row = В строке { $row } ячеек: { $cells } из { $count }; остальные остаются пустыми.
answer-cell = Строка { $row }, столбец { $column }: «{ $value }» не подходит. Нужно: { $expected }.
answer-expected-text = текст
answer-expected-single = один вариант: номер, код или слова
answer-expected-multi = варианты через запятую: номера, коды или слова
answer-expected-yesno = да или нет
answer-expected-scale = целое число от 1 до 5
answer-expected-number = число, например 12 или 3,5
answer-expected-money = сумма, например 120000 RUB или 250 тыс.
answer-expected-date = дата, например 2026-03-31

# The interview on the screen.
interview-progress = отвечено { $done } из { $total }
interview-unknown = неизвестно: { $count }
interview-no-template = Интервью ведётся по шаблону { $template } версии { $version }, которого в этой программе нет. Откройте его той версией, в которой оно создано.
interview-listen = На что обратить внимание
interview-needs = Потребности отсюда
interview-needs-other = Из других ответов
interview-no-needs = Пока нет. { $key } создаёт потребность из ответа или выделения.
interview-no-opportunity = Потребность относится к сделке, а у интервью её нет. Сначала укажите сделку в карточке интервью.
interview-need-empty = Здесь ещё ничего не сказано. Сначала запишите ответ, затем создайте потребность.
interview-no-thread = Здесь ещё ничего не сохранено. Сначала ответьте на вопрос.
interview-own-words = слова клиента, дословно
interview-optional = необязательный
interview-understood = Понято как { $value }
interview-hidden = Вопрос больше не задаётся. Ответ хранится, но не учитывается.
interview-unsaved = Ещё не сохранено, текст не потерян. { $key } — повторить.
interview-choose = Записано как примечание. Выберите вариант цифрой или пробелом.
interview-remark = Примечание
interview-ask-whom = у кого спросить, к какому сроку
interview-why = почему
interview-one-line = Ответ в одну строку. Введите его здесь.
interview-nothing-to-save = Всё сохранено.
interview-all-settled = Все обязательные вопросы закрыты.
interview-still-open =
    { $count ->
        [one] Открыт ещё { $count } обязательный вопрос. Ответьте или укажите причину.
        [few] Открыто ещё { $count } обязательных вопроса. Ответьте или укажите причину.
       *[many] Открыто ещё { $count } обязательных вопросов. Ответьте или укажите причину.
    }
interview-by-title = Кто это сказал?
interview-by-nobody = никто отдельно
interview-by-people = выбрать участников интервью…
interview-private = не для заказчика
interview-by = слова: { $who }
interview-nothing-said = Здесь ещё нет ответа. Сначала запишите его.
interview-state-title = Состояние интервью: { $state }
interview-go-on = завершить, люди…
interview-begin = начать
interview-finish = завершить
interview-finish-with = С кем было интервью?
interview-finish-who = Прежде чем завершить интервью, укажите, с кем вы говорили.
interview-confirm = клиент подтвердил протокол
interview-reopen = открыть снова
interview-cancel = отменить интервью
cli-interview-now = { $code }: теперь { $state }.
cli-interview-step = { $code }: { $state }. Дальше возможно: { $steps }
cli-interview-who = Прежде чем завершить интервью, укажите, с кем вы говорили: canvass interview edit { $code } contacts=…
cli-interview-missing =
    { $count ->
        [one] Открыт ещё { $count } обязательный вопрос: { $questions }. Ответьте или укажите причину.
        [few] Открыто ещё { $count } обязательных вопроса: { $questions }. Ответьте или укажите причину.
       *[many] Открыто ещё { $count } обязательных вопросов: { $questions }. Ответьте или укажите причину.
    }
interview-edit = изменить участников, место и даты
interview-closed = { $code } завершено ({ $state }). Чтобы изменить ответы, откройте интервью снова или создайте новое.
interview-jump = К какому вопросу перейти? (номер, код, слова или ответ)
interview-people = Участники
interview-voice = { $who }: тоже высказывание
interview-voice-line = В этом ответе одна строка. Кто что сказал, запишите в нашем толковании.
interview-newcomer = новый участник…
interview-ranked = По порядку выбора: первый важнее всех. Клавиши + и - сдвигают вариант под курсором.
interview-asked-both = спросить до { $day }: { $who }
interview-asked-who = спросить: { $who }; добавьте день, например +3d или следующая пятница
interview-asked-day = спросить до { $day }
interview-asked-none = добавьте, у кого спросить и день, например +3d или следующая пятница
conflict-waits = То же самое изменено: { $who }. Вопрос появится, когда вы остановитесь; ничего не пропадёт.
