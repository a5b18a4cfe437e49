# Interview templates: what is wrong with a file, what an answer should look like.

template-unreadable = { $file }, line { $line }, column { $column }: { $detail }. Correct the file there.
template-incomplete = Template { $template } lacks questions or words in one of the languages. Add them.
template-section-twice = Template { $template } has section { $section } twice. Rename one.
template-question-twice = Template { $template } has question { $question } twice. Give one another id.
template-section-unknown = Template { $template }, question { $question }: there is no section { $section }. Add it or choose another.
template-words-missing = Template { $template }, question { $question }: words are missing in one of the languages. Write all three.
template-options-unknown = Template { $template }, question { $question }: there is no option set { $options }. Choose one of options.toml.
template-options-missing = Template { $template }, question { $question }: there is nothing to choose from. Add options.
template-option-twice = Template { $template }, question { $question }: option { $option } stands twice. Remove one.
template-columns-missing = Template { $template }, question { $question }: the table has no columns. Add some.
template-column-wrong = Template { $template }, question { $question }: column { $column } stands twice or is itself a table. Change it.
template-show-if = Template { $template }, question { $question }: the condition breaks at character { $position }. Write { $expected } there.
template-show-if-later = Template { $template }, question { $question }: the condition asks for { $other }, which does not come before it. Name an earlier question.
template-feed-wrong = Template { $template }, question { $question }: “{ $feed }” is no target for an answer. Write it like account.it_budget or need+(real,macro,business).

show-if-expected-question = a question id
show-if-expected-operator = answered, in, has or one of = != < <= > >=
show-if-expected-value = a value
show-if-expected-list = a list in brackets, like (a,b)
show-if-expected-close = a closing bracket
show-if-expected-quote = a closing quotation mark
show-if-expected-end = and, or, or the end
show-if-expected-flatter = fewer brackets within brackets

answer-misfit = “{ $value }” does not fit here. Write { $expected }.
answer-outside = { $value } is out of range. Write a number from { $min } to { $max }.
answer-below = { $value } is too small. Write a number of at least { $min }.
answer-above = { $value } is too large. Write a number of at most { $max }.
answer-parts =
    “{ $value }” does not fit here. { $count ->
        [one] Write { $count } number.
       *[other] Write { $count } numbers with / between them.
    }
answer-cells =
    { $count ->
        [one] Row { $row } has too many cells: the table has { $count } column. Take some out.
       *[other] Row { $row } has too many cells: the table has { $count } columns. Take some out.
    }
answer-one-cell = Row { $row } has one cell so far, the table has { $count } columns. Put | between the cells; what is not known stays empty.
answer-short-row = Row { $row } has { $cells } of { $count } columns; the others stay empty.
answer-cell = Row { $row }, column { $column }: “{ $value }” does not fit. Write { $expected }.
answer-expected-text = text
answer-expected-single = one option: its number, code or words
answer-expected-multi = options by number, code or words, with commas between
answer-expected-yesno = yes or no
answer-expected-scale = a whole number from 1 to 5
answer-expected-number = a number, like 12 or 3.5
answer-expected-money = an amount, like 120000 CNY or 12万
answer-expected-date = a date, like 2026-03-31

# The interview on the screen.
interview-progress = answered { $done } of { $total }
interview-unknown = { $count } unknown
interview-no-template = This interview uses template { $template } version { $version }, which this program does not know. Open it with the version that made it.
interview-listen = Listen for
interview-needs = Needs from here
interview-needs-other = From other answers
interview-no-needs = None yet. { $key } makes one of the answer or the selection.
interview-no-opportunity = Needs belong to an opportunity, and this interview has none. Set it in the interview's record first.
interview-need-empty = Nothing has been said here yet. Write the answer first, then make the need.
interview-no-thread = Nothing is stored here yet. Answer the question first.
interview-own-words = what they say, in their words
interview-optional = optional
interview-understood = Understood as { $value }
interview-hidden = This question no longer applies. Its answer is kept, but does not count.
interview-unsaved = Not saved yet; the words are kept. { $key } tries again.
interview-choose = Kept as a remark. Choose an option by its number or with the space bar.
interview-remark = Remark
interview-ask-whom = whom to ask, by when
interview-why = why
interview-one-line = This answer is one line. Type it here.
interview-nothing-to-save = Everything is saved.
interview-all-settled = Every required question is settled.
interview-still-open =
    { $count ->
        [one] { $count } required question is still open. Answer it or say why not.
       *[other] { $count } required questions are still open. Answer them or say why not.
    }
interview-by-title = Who said this?
interview-by-nobody = nobody in particular
interview-by-people = choose the people of the interview…
interview-private = private
interview-by = said by { $who }
interview-nothing-said = There is no answer here yet. Write it first.
interview-state-title = The interview is { $state }
interview-go-on = finish, people…
interview-begin = begin
interview-finish = finish
interview-finish-with = Whom was the interview with?
interview-finish-who = Say whom you talked to before the interview is finished.
interview-confirm = the customer has confirmed the minutes
interview-reopen = reopen
interview-cancel = cancel the interview
cli-interview-now = { $code } is { $state } now.
cli-interview-step = { $code } is { $state }. From there it goes on with: { $steps }
cli-interview-who = Say whom you talked to before the interview is finished: canvass interview edit { $code } contacts=…
cli-interview-missing =
    { $count ->
        [one] A required question is still open: { $questions }. Answer it or say why not.
       *[other] { $count } required questions are still open: { $questions }. Answer them or say why not.
    }
interview-edit = edit people, place and dates
interview-closed = { $code } is closed ({ $state }). Reopen it, or make a new interview, for other answers.
interview-jump = Go to which question? (number, id, words or answer)
interview-people = People
interview-voice = { $who } said something too
interview-voice-line = This answer is one line. Note in our reading who said what.
interview-newcomer = somebody new…
interview-ranked = In the order named, the first weighs most. + and - move the one at the cursor.
interview-asked-both = to be asked of { $who } by { $day }
interview-asked-who = to be asked of { $who }; add a day, like +3d or next friday
interview-asked-day = to be asked by { $day }
interview-asked-none = add whom to ask and a day, like +3d or next friday
conflict-waits = { $who } changed the same thing. You are asked when you pause; nothing is lost.
