//! The main job from an empty workspace to the document, in each language: customer, deal, two interviews, a need from
//! an answer, a draft SLA whose target meets it, and the thread that leads from the promise back to the words.

use canvass::keys::Action;
use canvass::text::{Lang, Text};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::driver::Desk;
use crate::office::desk_in;

/// What one person says and types in their language.
struct Told {
    deal: &'static str,
    customer: &'static str,
    /// The answer about what would make it a success; the need is the part that is selected.
    before: &'static str,
    wish: &'static str,
    private: &'static str,
    table: &'static str,
    budget: &'static str,
    budget_read: &'static str,
    service: &'static str,
    availability: &'static str,
    reaction: &'static str,
    /// How the promised values stand in the document.
    shown: [&'static str; 2],
}

fn told(lang: Lang) -> Told {
    match lang {
        Lang::En => Told {
            deal: "Operations for three years",
            customer: "East Lake Hospital",
            before: "We were hurt twice. ",
            wish: "The ward system is up 99.9 % of the month",
            private: "the head of IT is leaving in spring",
            table: "Zabbix | own team | cheap | nobody watches it | 3 | 2027-06-30",
            budget: "120k",
            budget_read: "120,000",
            service: "Ward system",
            availability: "99.9 %",
            reaction: "30 min",
            shown: ["99.9%", "30 min"],
        },
        Lang::Zh => Told {
            deal: "三年运维外包",
            customer: "东湖医院",
            before: "我们吃过两次亏。",
            wish: "病房系统每月可用率达到99.9%",
            private: "信息科主任春天要离职",
            table: "Zabbix | 自有团队 | 便宜 | 没人看 | 3 | 2027-06-30",
            budget: "12万",
            budget_read: "120,000",
            service: "病房系统",
            availability: "99.9%",
            reaction: "30分钟",
            shown: ["99.9%", "30"],
        },
        Lang::Ru => Told {
            deal: "Сопровождение на три года",
            customer: "Больница «Восточное озеро»",
            before: "Мы дважды обожглись. ",
            wish: "Система отделений доступна 99,9 % месяца",
            private: "начальник ИТ весной уходит",
            table: "Zabbix | свои | дёшево | никто не смотрит | 3 | 30.06.2027",
            budget: "120 тыс.",
            budget_read: "120\u{a0}000",
            service: "Система отделений",
            availability: "99,9 %",
            reaction: "30 мин",
            shown: ["99,9", "30\u{a0}мин"],
        },
    }
}

/// One run of the job, with the words of the interface at hand.
struct Job {
    desk: Desk,
    text: Text,
    told: Told,
}

impl Job {
    fn begin(lang: Lang) -> Self {
        // So high that every finding of the draft is on the screen at once.
        Self { desk: desk_in(lang, 160, 260), text: Text::new(lang), told: told(lang) }
    }

    /// Types one line of a form, found by its label.
    fn fill(&mut self, kind: &str, name: &str, words: &str) {
        let label = self.text.field(kind, name);
        self.desk.stand_on(&label).clear().type_text(words);
    }

    /// Steps through a line with choices until the wanted one stands there.
    fn choose(&mut self, kind: &str, name: &str, code: &str) {
        let (label, wanted) = (self.text.field(kind, name), self.text.choice(name, code));
        self.desk.stand_on(&label);
        for _ in 0..60 {
            if self.desk.line(&format!("▌ {label}")).contains(&wanted) {
                return;
            }
            self.desk.code(KeyCode::Right);
        }
        panic!("“{label}” never says “{wanted}”:\n{}", self.desk.screen());
    }

    fn save(&mut self) {
        self.desk.press(Action::Save).expect_no_dialog();
    }

    /// The number at the head of the question pane.
    fn at_question(&self) -> usize {
        let screen = self.desk.screen();
        let row = screen.lines().nth(2).unwrap_or_default();
        let middle = row.split('│').nth(1).unwrap_or_default();
        middle.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
    }

    /// Goes on with Tab to the question with this number.
    #[track_caller]
    fn question(&mut self, number: usize) {
        for _ in 0..40 {
            if self.at_question() == number {
                return;
            }
            self.desk.press(Action::NextField).expect_no_dialog();
        }
        panic!("question {number} does not come:\n{}", self.desk.screen());
    }

    /// Answers the question with this number; the list then shows it answered.
    #[track_caller]
    fn answer(&mut self, number: usize, words: &str) {
        self.question(number);
        self.desk.type_text(words);
        self.desk.press(Action::Save).sees(&format!("▌ ● {number:>2} "));
    }

    /// Questions in the list, by number.
    fn asked(&self) -> Vec<usize> {
        let screen = self.desk.screen();
        let number = |line: &str| {
            let list = line.split('│').next()?.trim_start_matches('▌').trim_start();
            let mut words = list.split_whitespace();
            words.next().filter(|mark| matches!(*mark, "●" | "○" | "◐"))?;
            words.next()?.parse().ok()
        };
        screen.lines().filter_map(number).collect()
    }

    fn interview(&mut self, template: &str) {
        // The menu takes the line by its digit.
        self.desk.press(Action::MakeInterview).expect_dialog(template).type_text(&template[1..]).expect_no_dialog();
    }

    /// How often the agreement on the screen breaks a rule.
    fn rule(&self, rule: &str) -> usize {
        self.desk.screen().matches(&format!("✕ {rule} ")).count()
    }

    fn customer_and_deal(&mut self) {
        let (deal, customer) = (self.told.deal, self.told.customer);
        let first: String = customer.chars().take(1).collect();
        let rest: String = customer.chars().skip(1).collect();
        self.desk.press(Action::New).expect_dialog(&self.text.get("kind-opportunity"));
        self.desk.type_text(deal).press(Action::NextField).type_text(&first);
        self.desk.expect_dialog(&self.text.get("kind-account")).type_text(&rest).press(Action::Open);
        self.desk.expect_dialog(customer).press(Action::Save).expect_dialog(deal).press(Action::Save);
        self.desk.expect_no_dialog().sees("OPP-2026-0001");
        self.desk.press(Action::Open).sees(deal).sees(customer);
    }

    /// Every form of question, and those that come and go with the answers.
    fn qualification(&mut self) {
        self.interview("T5");
        assert!(!self.asked().contains(&4), "{}", self.desk.screen());
        self.answer(3, "1");
        assert_eq!(self.asked()[..4], [1, 2, 3, 4], "a compelling event has its day");
        self.answer(4, "2027-03-01");
        self.answer(5, "1");
        let table = self.told.table;
        self.answer(6, table);
        // Several may be named, in the order in which they weigh.
        self.answer(7, "14");
        self.answer(9, "2");
        let budget = self.told.budget;
        self.question(10);
        self.desk.type_text(budget).sees(self.told.budget_read);
        self.answer(15, "1");
        self.answer(18, "4");
        // No event after all: its day is asked for no more.
        self.desk.press(Action::Panes).press(Action::Panes).press(Action::Top).press(Action::Down).press(Action::Down);
        self.desk.press(Action::Open);
        self.answer(3, "2");
        assert_eq!(self.asked()[..4], [1, 2, 3, 5], "{}", self.desk.screen());
        let private = self.told.private;
        self.answer(13, private);
        self.desk.press(Action::Back).sees(self.told.deal);
    }

    /// The need is the part of the answer that is selected.
    fn need(&mut self) {
        self.interview("T1");
        self.question(14);
        let (before, wish) = (self.told.before, self.told.wish);
        self.desk.type_text(before).type_text(wish);
        for _ in wish.chars() {
            self.desk.key(KeyEvent::new(KeyCode::Left, KeyModifiers::SHIFT));
        }
        self.desk.key(KeyEvent::new(KeyCode::Char('n'), KeyModifiers::CONTROL)).expect_dialog(wish);
        let statement = self.text.field("need", "statement");
        assert!(!self.desk.line(&statement).contains(before.trim()), "{}", self.desk.screen());
        self.choose("need", "priority", "must");
        self.save();
        self.desk.sees("N-0001").press(Action::Back).sees(self.told.deal);
    }

    fn agreement(&mut self) {
        // What is promised is written by hand here: the usual promises and the need are left out.
        self.desk.type_text("ma").expect_no_dialog();
        for _ in 0..6 {
            self.desk.press(Action::Down);
        }
        self.desk.press(Action::Tick).press(Action::Bottom).press(Action::Up).press(Action::Tick);
        self.desk.press(Action::Save).sees("SLA-2026-0001");
        assert_eq!((self.rule("R65"), self.rule("R28")), (1, 5), "{}", self.desk.screen());
        let (availability, service) = (self.told.availability, self.told.service);
        self.desk.type_text("mt").expect_dialog("T1").type_text(service);
        self.choose("target", "metric", "availability");
        self.fill("target", "value", availability);
        self.save();
        self.desk.sees(&format!("T1 {}", self.told.shown[0]));
        // Linked to the need, which is met by it now.
        self.desk.type_text("ml").expect_dialog("N-0001").press(Action::Open).expect_no_dialog();
        assert_eq!(self.rule("R65"), 0, "{}", self.desk.screen());

        let reaction = self.told.reaction;
        self.desk.type_text("mt").expect_dialog("T2").type_text(service);
        self.choose("target", "metric", "response_time");
        self.fill("target", "priority", "1");
        self.fill("target", "value", reaction);
        self.save();
        self.desk.sees(self.told.shown[1]);
        // A first priority that is answered but never restored is still a gap; the next target closes it.
        assert_eq!(self.rule("R28"), 5, "{}", self.desk.screen());
        self.desk.type_text("mt").expect_dialog("T3").type_text(service);
        self.choose("target", "metric", "restore_time");
        self.fill("target", "priority", "1");
        self.fill("target", "value", reaction);
        self.save();
        assert_eq!(self.rule("R28"), 4, "{}", self.desk.screen());
        self.desk.press(Action::Undo);
        assert_eq!(self.rule("R28"), 5, "{}", self.desk.screen());
        self.desk.press(Action::Redo);
        assert_eq!(self.rule("R28"), 4, "{}", self.desk.screen());
    }

    fn document(&mut self, lang: Lang) {
        // Word stands first, the plain text after it.
        self.desk.type_text("x").expect_dialog("Markdown").press(Action::Down).press(Action::Open).expect_no_dialog();
        let (name, text) = self.desk.written.last().expect("nothing was written");
        assert_eq!(*name, format!("SLA-2026-0001-v0.1-{}.md", lang.tag()));
        let Told { service, customer, private, before, shown, .. } = &self.told;
        assert!(text.contains(customer), "{text}");
        for value in shown {
            assert!(text.lines().any(|row| row.contains(service) && row.contains(value)), "{value}:\n{text}");
        }
        assert!(!text.contains(private) && !text.contains(before.trim()), "an answer stands in the document:\n{text}");
    }

    /// From the answer to the need, to the promise, and back.
    fn thread(&mut self) {
        let (need, target, answer) =
            (self.text.get("kind-need"), self.text.get("kind-target"), self.text.get("kind-answer"));
        let title = self.text.get("thread-title");
        self.desk.press(Action::GoNeeds).sees("▌ N-0001").press(Action::Trace).expect_dialog(&title);
        self.desk.sees(&format!("▌ {answer}")).sees(&target).type_text("t");
        self.desk.sees(&format!("▌ {need}  N-0001")).type_text("t").press(Action::Down);
        self.desk.sees(&format!("▌ {target}")).type_text("t");
        self.desk.sees(&format!("▌ {need}  N-0001")).press(Action::Open).expect_no_dialog().sees("N-0001");
    }

    /// All of it stands in the journal, and each of the last steps can be taken back.
    fn journal(&mut self) {
        self.desk.press(Action::GoLog);
        for verb in ["interview", "answer", "make-need", "agreement", "link", "create"] {
            let words = self.text.get(&format!("verb-{verb}"));
            self.desk.sees(&words);
        }
        self.desk.press(Action::GoAgreements).sees("SLA-2026-0001").press(Action::Open);
        let standing = |job: &Self| (job.rule("R65"), job.rule("R28"));
        // The third target, the second, the link, the first.
        for (findings, gone) in [((0, 5), "T3 "), ((0, 5), "T2 "), ((1, 5), ""), ((1, 5), "T1 ")] {
            self.desk.press(Action::Undo);
            assert_eq!(standing(self), findings, "{gone}:\n{}", self.desk.screen());
            if !gone.is_empty() {
                assert!(!self.desk.screen().contains(&format!("✕ {gone}")), "{}", self.desk.screen());
            }
        }
        self.desk.press(Action::GoAgreements).press(Action::Undo).does_not_see("▌ SLA-2026-0001");
        self.desk.press(Action::GoNeeds).sees("▌ N-0001").press(Action::Undo).does_not_see("▌ N-0001");
    }
}

#[test]
fn from_an_empty_workspace_to_the_signed_words_and_back() {
    for lang in Lang::ALL {
        let mut job = Job::begin(lang);
        job.customer_and_deal();
        job.qualification();
        job.need();
        job.agreement();
        job.document(lang);
        job.thread();
        job.journal();
    }
}
