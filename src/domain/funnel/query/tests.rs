//! Queries as people type them in three languages, what is wrong with some, and what may follow at the cursor.

use proptest::prelude::*;
use uuid::Uuid;

use super::fields::FIELDS;
use super::*;
use crate::text::Text;

struct Office {
    pipelines: Pipelines,
    people: Vec<Person>,
    tags: Vec<String>,
}

fn id(n: u128) -> Id {
    Id(Uuid::from_u128(n))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl Office {
    fn new() -> Self {
        let person = |n, login: &str, name: &str| Person { id: id(n), login: login.to_owned(), name: name.to_owned() };
        Self {
            pipelines: Pipelines::default(),
            people: vec![
                person(1, "wang", "王磊"),
                person(2, "li.wei", "李伟"),
                person(3, "lin", "林悦"),
                person(4, "petrova", "Мария Петрова"),
            ],
            tags: ["SLA", "tender", "医疗"].map(ToOwned::to_owned).to_vec(),
        }
    }

    fn asker(&self, lang: Lang) -> Asker<'_> {
        Asker {
            pipelines: &self.pipelines,
            lang,
            today: day("2026-03-06"),
            currency: Currency::CNY,
            me: Some(id(1)),
            people: &self.people,
            tags: &self.tags,
        }
    }
}

/// The usual English form of what was typed.
fn usual(typed: &str) -> String {
    let office = Office::new();
    let asker = office.asker(Lang::En);
    match Query::read(typed, &asker) {
        Ok(query) => query.print(&asker),
        Err(fault) => panic!("{typed}: {}", Text::new(Lang::En).say(&fault.msg)),
    }
}

/// The word that cannot be read, and what is said about it.
fn fault(typed: &str) -> (String, String) {
    let office = Office::new();
    let fault = Query::read(typed, &office.asker(Lang::En)).unwrap_err();
    (typed[fault.at].to_owned(), Text::new(Lang::En).say(&fault.msg))
}

#[test]
fn a_query_means_the_same_in_three_languages_and_every_width() {
    let expected = "owner:me stage:research age>14 amount>500000CNY tag:tender next<2026-03-06 text";
    for typed in [
        "owner:me stage:research age>14 amount>50万 tag:tender next<today text",
        "OWNER:Me Stage=RESEARCH age:>14 Amount>500K tags:tender due<today text",
        "负责人:我 阶段:调研 停留>14 金额>50万 标签:tender 下一步<今天 text",
        "负责人：我　阶段：调研　停留＞１４　金额＞５０万　标签：tender　下一步＜今天　text",
        "владелец:я этап:Анализ дней>14 сумма>500000 метка:tender шаг<сегодня text",
        // Typed while the Russian layout was on.
        "щцтук:ьу stage:research age>14 amount>50w tag:tender next<today text",
    ] {
        assert_eq!(usual(typed), expected, "{typed}");
    }
}

#[test]
fn alternatives_negations_and_quotes() {
    for (typed, expected) in [
        ("stage:research,solution", "stage:research,solution"),
        ("stage:调研，方案、lead", "stage:research,solution,lead"),
        ("-tag:SLA -внедрение", "-tag:SLA -внедрение"),
        ("－tag:SLA", "-tag:SLA"),
        ("phase:启动准备", "stage:lead,qualified,renewal_due,dormant,reconnect"),
        (
            "pipeline:续约",
            "stage:renewal_due,renewal_review,renewal_offer,renewal_terms,renewed,not_renewed,renewal_dropped",
        ),
        ("stage:Offer", "stage:renewal_offer,reactivation_offer"),
        ("stage>=renewal_offer", "stage:renewal_offer,renewal_terms"),
        ("stage<solution", "stage:lead,qualified,research"),
        ("account:\"Nord Logistik\",东湖", "account:\"Nord Logistik\",东湖"),
        ("「数据 中心」 “a b” «в г»", "\"数据 中心\" \"a b\" \"в г\""),
        ("\"owner:me\" owner:\"li.wei\"", "\"owner:me\" owner:li.wei"),
        ("next:none -amount:нет tag:无", "next:none -amount:none tag:none"),
        ("tag:\"none\"", "tag:\"none\""),
        ("tag:「东<\"」 amount≥0", "tag:“东<\"” amount>=0CNY"),
        ("「:\"」 a", "“:\"” a"),
        ("owner:мария", "owner:petrova"),
        ("owner:li", "owner:li.wei,lin"),
        ("status:on-hold,赢单,проиграно", "status:on_hold,won,lost"),
        ("source:\"existing account\" kind:продление", "source:existing_account kind:renewal"),
        ("probability>=25 概率<62.5%", "probability>=25% probability<62.5%"),
        ("amount>=1.2млн₽ amount<1000JPY", "amount>=1200000RUB amount<1000JPY"),
        ("age>=2w age:3个月", "age>=14 age:90"),
        ("currency:rub", "currency:RUB"),
        ("新鲜度:停滞,dead,На-паузе", "freshness:rotten,dead,paused"),
        ("关于《合同》", "关于《合同》"),
        ("金额》50万", "amount>500000CNY"),
        ("close<=下周一", "close<=2026-03-09"),
        ("\"\"  -\"\"", ""),
        ("\"never closed", "\"never closed\""),
    ] {
        assert_eq!(usual(typed), expected, "{typed}");
    }
}

#[test]
fn words_that_only_look_like_queries_are_searched() {
    for typed in
        ["18:00", "https://example.com/a:b", "7×24", "5\"", "C++", "-", "Nord - Süd", "учёт 东湖", "<b>", "a-b"]
    {
        let office = Office::new();
        assert_eq!(Query::read(typed, &office.asker(Lang::En)).unwrap(), Query::words(typed), "{typed}");
    }
}

#[test]
fn errors_point_at_the_word_and_say_what_is_right() {
    for (typed, word, said) in [
        ("text stgae:research", "stgae", "Did you mean stage?"),
        ("owenr:me", "owenr", "Did you mean owner?"),
        ("负责:我", "负责", "Did you mean"),
        ("xyzzy:1", "xyzzy", "There is no field “xyzzy”. There are owner, stage,"),
        ("stage:reserch", "reserch", "Did you mean RESEARCH?"),
        ("stage:lead,调言", "调言", "Did you mean 调研?"),
        ("stage:xyzzy", "xyzzy", "Write one of Lead, Qualified,"),
        ("owner:lim", "lim", "Did you mean lin?"),
        ("status:opne", "opne", "Did you mean open?"),
        ("owner>me", "owner>me", "Write owner:me."),
        ("amount>", "amount>", "for example amount>500k"),
        ("stage:", "stage:", "for example stage:research"),
        ("amount>many", "many", "is no amount"),
        ("next<3/6", "3/6", "can be read as"),
        ("age>old", "old", "is no number of days"),
        ("probability>200", "200", "is no probability"),
        ("currency:XYZ", "XYZ", "is no currency"),
        ("stage<lead", "lead", "No open stage lies beyond Lead"),
    ] {
        let (at, msg) = fault(typed);
        assert_eq!(at, word, "{typed}: {msg}");
        assert!(msg.contains(said), "{typed}: {msg}");
    }
    let (_, msg) = fault(&"a ".repeat(LONGEST));
    assert!(msg.contains("Shorten it"), "{msg}");
}

#[test]
fn somebody_who_never_worked_here_is_told_so() {
    let office = Office::new();
    let asker = Asker { me: None, ..office.asker(Lang::En) };
    assert_eq!(Query::read("owner:me", &asker).unwrap_err().msg.key, "query-nobody");
}

#[test]
fn stages_are_taken_out_where_the_stage_is_known() {
    let office = Office::new();
    let read = |text: &str| Query::read(text, &office.asker(Lang::En)).unwrap();
    assert_eq!(read("stage:lead a").within("LEAD"), Some(read("a")));
    assert_eq!(read("stage:lead a").within("SOLUTION"), None);
    assert_eq!(read("-stage:lead").within("LEAD"), None);
    assert_eq!(read("-stage:lead").within("SOLUTION"), Some(Query::default()));
}

/// Candidates at the `|`, and the text once the first one is put in.
fn offered(lang: Lang, typed: &str) -> (Vec<String>, String) {
    let office = Office::new();
    let (before, after) = typed.split_once('|').unwrap();
    let text = format!("{before}{after}");
    let found = complete(&text, before.len(), &office.asker(lang));
    let mut done = text.clone();
    if let Some(first) = found.candidates.first() {
        done.replace_range(found.at, &first.text);
    }
    (found.candidates.into_iter().map(|candidate| candidate.text).collect(), done)
}

#[test]
fn the_cursor_says_what_may_follow() {
    for (lang, typed, first, done) in [
        (Lang::En, "ow|", "owner:", "owner:"),
        (Lang::En, "text am|", "amount>", "text amount>"),
        (Lang::En, "-ta|", "tag:", "-tag:"),
        (Lang::Zh, "负|", "负责人:", "负责人:"),
        (Lang::Ru, "вл|", "владелец:", "владелец:"),
        (Lang::Zh, "stage:re|", "调研", "stage:调研"),
        (Lang::En, "stage:lead,re| text", "Research", "stage:lead,Research text"),
        (Lang::En, "owner:|", "me", "owner:me"),
        (Lang::En, "owner:мар|", "petrova", "owner:petrova"),
        (Lang::En, "owner:петр| x", "petrova", "owner:petrova x"),
        (Lang::En, "tag:te|", "tender", "tag:tender"),
        (Lang::Ru, "шаг<се|", "сегодня", "шаг<сегодня"),
        (Lang::En, "own|:me", "owner", "owner:me"),
        (Lang::En, "source:ref|", "referral", "source:referral"),
    ] {
        let (candidates, text) = offered(lang, typed);
        assert_eq!(candidates.first().map(String::as_str), Some(first), "{typed}: {candidates:?}");
        assert_eq!(text, done, "{typed}");
    }
    for nothing in ["\"ow|", "amount>5|", "东湖医院|", "account:东|", "xyzzy:a|", "stage:调研|", "owner:petrova|"]
    {
        assert_eq!(offered(Lang::En, nothing).0, Vec::<String>::new(), "{nothing}");
    }
    assert_eq!(offered(Lang::En, "text |").0.len(), FIELDS.len(), "every field may begin");
}

#[test]
fn names_of_fields_are_told_apart_and_all_are_declared() {
    for (n, field) in FIELDS.iter().enumerate() {
        let declared = crate::domain::funnel::opportunity::OPPORTUNITY.field(field.column);
        assert!(declared.is_some() || field.column == "code", "{field:?}");
        assert_eq!(field.codes().is_empty(), !matches!(field.holds, Holds::Choice | Holds::Freshness), "{field:?}");
        for lang in Lang::ALL {
            for name in field.names(lang) {
                assert_eq!(Field::named(name), Some(field), "{name} means two fields");
                assert!(FIELDS[..n].iter().all(|other| other.names(lang).all(|known| known != name)), "{name}");
            }
            let office = Office::new();
            let example = field.example(lang);
            assert!(Query::read(&example, &office.asker(lang)).is_ok(), "{example}");
        }
    }
}

fn typed() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zа-я东湖]{1,6}",
        "-?(owner|stage|负责人|этап|phase|status|source|presales)[:：=]([a-z]{1,4}|me|我|research|调研|lead|lin|open|none)(,(won|方案|li.wei))?",
        "-?(amount|金额|budget)[:<>≥]=?[0-9]{1,9}(\\.[0-9]{1,2})?(万|k|млн)?(CNY|JPY|₽|EUR)?",
        "-?(next|close|шаг|won)[:<>]=?(today|\\+[0-9]{1,3}[dwm]|2026-0[1-9]-1[0-9]|none)",
        "-?(age|停留|probability)[:<>]=?[0-9]{1,3}(\\.[0-9])?%?",
        "-?(tag|account|code|title):[\"“«「]?[a-z东\"”»」,:<>=\\- ]{0,9}[\"”»」]?",
        "[\"“«「]?[a-z东\"”»」:<>=\\- ]{0,12}[\"”»」]?",
        "\\PC{0,8}",
    ];
    prop::collection::vec(word, 0..5).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn the_usual_form_is_read_as_the_same_query(text in typed(), lang in 0..3_usize) {
        let office = Office::new();
        let asker = office.asker(Lang::ALL[lang]);
        if let Ok(query) = Query::read(&text, &asker) {
            let printed = query.print(&asker);
            prop_assert_eq!(Query::read(&printed, &asker), Ok(query), "{} as {}", text, printed);
        }
    }

    #[test]
    fn each_word_alone_is_the_same_in_its_usual_form(word in "-?(owner|stage|amount|next|age|tag|title|probability)[:<>]=?\\PC{0,6}") {
        let office = Office::new();
        let asker = office.asker(Lang::En);
        if let Ok(query) = Query::read(&word, &asker) {
            let printed = query.print(&asker);
            prop_assert_eq!(Query::read(&printed, &asker), Ok(query), "{} as {}", word, printed);
        }
    }

    #[test]
    fn nothing_typed_breaks_the_reader(any in any::<String>(), near in typed(), cursor in 0..200_usize) {
        let office = Office::new();
        let asker = office.asker(Lang::Zh);
        for text in [any, near] {
            if let Err(fault) = Query::read(&text, &asker) {
                prop_assert!(text.get(fault.at.clone()).is_some_and(|word| !word.is_empty()), "{:?} in {:?}", fault.at, text);
            }
            let found = complete(&text, cursor, &asker);
            prop_assert!(text.get(found.at).is_some());
        }
    }
}
