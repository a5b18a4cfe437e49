# Interview templates of one's own.
template-syntax = { $detail }. Correct the file there.
template-other = The text is template { $template } version { $version }, not the one of this record. Add it as a record of its own.
template-key-wrong = The key has 1 to 24 letters, digits, points, hyphens or underscores. Change it.
template-version-wrong = Template { $template }: the version is a whole number from 1 to 9999. Change it.
template-level-wrong = Template { $template }: the level is 1 (staff), 2 (middle) or 3 (executive). Change it.
template-id-wrong = Template { $template }, question { $question }: an id has 1 to 24 letters, digits, points, hyphens or underscores. Change it.
template-range-wrong = Template { $template }, question { $question }: the lowest value is above the highest. Exchange them.
store-template-pinned = Template { $template } version { $version } never changes, because interviews lean on it. Raise the version in the file and add it anew.
store-template-used = An interview is held with template { $template }. It stays; put it away if nobody is to choose it any more.
cli-template-questions = Questions
cli-template-own = ours
cli-template-if = only if
cli-template-written = written: { $path }
cli-template-unreadable = { $file } cannot be read ({ $reason }). Name a template of at most 64 KiB; “canvass template new FILE” writes one to begin with.
cli-template-sound =
    { $count ->
        [one] Template { $template } version { $version } is sound: { $count } question.
       *[other] Template { $template } version { $version } is sound: { $count } questions.
    }
cli-template-added = added: template { $template } version { $version }; colleagues can choose it too
cli-template-known = Template { $template } version { $version } is in the workspace already, word for word.
cli-template-taken = Template { $template } version { $version } is there already, with other words, and never changes. Write “version = { $next }” in the file and add it anew.
cli-agenda-of = { $code } has no agenda. Name an account, an opportunity or an interview.
