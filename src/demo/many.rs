//! Thousands of opportunities in three languages, the same for the same number: to measure and to scroll.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::{ACT_MAX, VERB};
use crate::domain::act::{Act, Change};
use crate::domain::funnel::pipeline::{Pipeline, Stage};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Values};

/// Words and figures of one market.
struct Market {
    locale: &'static str,
    tz: &'static str,
    ccy: &'static str,
    places: &'static [&'static str],
    /// Pattern of a customer's name, with its industry; `{}` is the place.
    names: &'static [(&'static str, &'static str)],
    subjects: &'static [&'static str],
    next_steps: &'static [&'static str],
    departments: &'static [&'static str],
    pains: &'static [&'static str],
    /// Smallest usual contract, whole units.
    floor: i64,
}

const MARKETS: [Market; 3] = [
    Market {
        locale: "zh-CN",
        tz: "Asia/Shanghai",
        ccy: "CNY",
        places: &["东江", "南屏", "云岭", "海宁湾", "长河", "金谷", "临川", "北塘", "西溪", "安和"],
        names: &[
            ("{}第一人民医院", "医疗"),
            ("{}汽车零部件有限公司", "制造"),
            ("{}农村商业银行", "金融"),
            ("{}市政务服务中心", "政府"),
            ("{}理工学院", "教育"),
            ("{}供水集团", "公用事业"),
            ("{}新材料股份有限公司", "制造"),
        ],
        subjects: &[
            "数据中心运维外包",
            "等保三级整改与安全运营",
            "服务台与终端运维",
            "ERP 升级及运维服务",
            "云迁移与容灾建设",
            "网络改造与驻场服务",
            "数据治理咨询",
            "核心系统国产化适配",
        ],
        next_steps: &["约信息科主任当面沟通", "提交调研提纲", "邀请客户参观机房", "内部评审方案", "确认预算批复进度"],
        departments: &["信息中心", "信息科", "数字化部", "科技部"],
        pains: &["业务高峰系统响应慢", "故障恢复时间过长", "报表靠手工汇总", "运维人员流失"],
        floor: 180_000,
    },
    Market {
        locale: "en",
        tz: "Europe/Berlin",
        ccy: "EUR",
        places: &["Ashford", "Brackley", "Dunmore", "Elmstead", "Fairholm", "Glenvale", "Hartwell", "Kingsmere"],
        names: &[
            ("{} Logistics Ltd", "Logistics"),
            ("{} County Council", "Government"),
            ("{} Precision Parts GmbH", "Manufacturing"),
            ("{} Mutual Insurance", "Finance"),
            ("{} Teaching Hospital", "Healthcare"),
        ],
        subjects: &[
            "Managed service desk",
            "Data centre operations",
            "Network refresh and support",
            "Backup and recovery service",
            "Application support",
            "Cloud landing zone",
            "Security operations",
        ],
        next_steps: &[
            "Call the head of IT",
            "Send the research outline",
            "Agree on a demo date",
            "Review the draft inside",
        ],
        departments: &["IT Department", "Operations", "Digital Office"],
        pains: &[
            "Outages during month end",
            "Tickets wait for days",
            "No view of licence costs",
            "Restore never tested",
        ],
        floor: 25_000,
    },
    Market {
        locale: "ru",
        tz: "Europe/Moscow",
        ccy: "RUB",
        places: &["Заречье", "Верхневолжск", "Приозёрск-Центр", "Северогорье", "Новая Ладья", "Южный Берег"],
        names: &[
            ("АО «{} Энерго»", "Энергетика"),
            ("ООО «{} Транс»", "Логистика"),
            ("Городская больница, {}", "Медицина"),
            ("Банк «{}»", "Финансы"),
            ("Завод «{} Маш»", "Производство"),
        ],
        subjects: &[
            "Поддержка пользователей 24×7",
            "Сопровождение ЦОД",
            "Модернизация сети",
            "Резервное копирование как услуга",
            "Импортозамещение виртуализации",
            "Сопровождение 1С",
        ],
        next_steps: &[
            "Встретиться с ИТ-директором",
            "Отправить опросный лист",
            "Согласовать дату показа",
            "Уточнить бюджет",
        ],
        departments: &["Департамент ИТ", "Отдел эксплуатации", "Служба цифровизации"],
        pains: &[
            "Простои в отчётный период",
            "Долгое восстановление",
            "Нет единого окна заявок",
            "Заканчивается лицензия",
        ],
        floor: 2_400_000,
    },
];

const PROCUREMENT: [&str; 6] = ["public", "direct", "consult", "rfq", "single", "unk"];
const BUDGET: [&str; 4] = ["unk", "planned", "applied", "approved"];
const SOURCES: [&str; 5] = ["referral", "tender_portal", "inbound", "existing_account", "partner"];

/// `n` open opportunities over all stages and `n / 50 + 12` accounts, owned by `me`.
///
/// The acts come one by one, so a caller can save each before the next is made.
pub fn many(n: usize, mut ids: impl FnMut() -> Id, today: NaiveDate, me: Id) -> impl Iterator<Item = Act> {
    let accounts = n / 50 + 12;
    let stages: Vec<Stage> = Pipeline::default().open_stages().cloned().collect();
    let mut made: Vec<Id> = Vec::with_capacity(accounts);
    let mut done = 0;
    std::iter::from_fn(move || {
        let mut changes = Vec::new();
        while changes.len() < ACT_MAX && done < accounts + n {
            let id = ids();
            let (kind, values) = if done < accounts {
                made.push(id);
                (Kind::Account, account(done, me))
            } else {
                let at = done - accounts;
                let stage = stages.get(dice(at, 1, stages.len()))?;
                (Kind::Opportunity, opportunity(at, stage, &made, today, me))
            };
            changes.push(Change::Insert { kind, id, values });
            done += 1;
        }
        (!changes.is_empty()).then(|| Act { id: ids(), verb: VERB.to_owned(), changes })
    })
}

/// Evenly spread over `0..sides`, and always the same for the same place and purpose.
fn dice(at: usize, purpose: u64, sides: usize) -> usize {
    let mut x =
        (at as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(purpose.wrapping_mul(0xD1B5_4A32_D192_ED03));
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((x ^ (x >> 31)) % sides.max(1) as u64) as usize
}

fn pick<T: Copy>(from: &[T], at: usize, purpose: u64) -> Option<T> {
    from.get(dice(at, purpose, from.len())).copied()
}

fn values(pairs: Vec<(&str, Value)>) -> Values {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn account(at: usize, me: Id) -> Values {
    let market = &MARKETS[at % MARKETS.len()];
    let turn = at / MARKETS.len();
    let place = market.places[turn % market.places.len()];
    let (pattern, industry) = market.names[turn / market.places.len() % market.names.len()];
    // Names repeat after places × patterns; from then on a number keeps them apart.
    let round = turn / (market.places.len() * market.names.len());
    let name = pattern.replace("{}", place);
    let name = if round == 0 { name } else { format!("{name} {}", round + 1) };
    values(vec![
        ("name", json!(name)),
        ("industry", json!(industry)),
        ("relation_level", json!(1 + dice(at, 20, 5))),
        ("it_maturity", json!(1 + dice(at, 21, 5))),
        ("owner", me.json()),
        ("tz", json!(market.tz)),
        ("locale", json!(market.locale)),
        ("ccy", json!(market.ccy)),
    ])
}

fn opportunity(at: usize, stage: &Stage, accounts: &[Id], today: NaiveDate, me: Id) -> Values {
    let customer = dice(at, 2, accounts.len());
    let market = &MARKETS[customer % MARKETS.len()];
    let day = |days: usize| json!((today + Days::new(days as u64)).to_string());
    let ago = |days: usize| json!((today - Days::new(days as u64)).to_string());
    let amount = market.floor * (10 + dice(at, 3, 190) as i64) / 10 * 100;
    let subject = pick(market.subjects, at, 4).unwrap_or_default();
    values(vec![
        ("title", json!(format!("{subject} · {}", at + 1))),
        ("account", accounts[customer].json()),
        ("owner", me.json()),
        ("presales_lead", me.json()),
        ("source", json!(pick(&SOURCES, at, 5))),
        ("stage", json!(stage.code)),
        ("entered_stage_on", ago(dice(at, 6, 45))),
        ("status", json!("open")),
        ("amount", json!({ "minor": amount, "ccy": market.ccy })),
        ("amount_basis", json!("total_term")),
        ("expected_close_on", day(10 + dice(at, 7, 240))),
        ("pains", json!([pick(market.pains, at, 8)])),
        ("budget_status", json!(pick(&BUDGET, at, 9))),
        ("procurement_mode", json!(pick(&PROCUREMENT, at, 10))),
        ("department_in_charge", json!(pick(market.departments, at, 11))),
        ("next_step", json!(pick(market.next_steps, at, 12))),
        ("next_step_due", if dice(at, 13, 6) == 0 { ago(1 + dice(at, 14, 9)) } else { day(dice(at, 14, 21)) }),
        ("next_step_owner", me.json()),
        ("rank", json!((at + 1) * 1024)),
    ])
}
