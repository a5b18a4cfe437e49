//! Lanes of the board: which deals each holds, in which order they come from their index, and what they are worth.

use chrono::Days;
use rusqlite::{params, params_from_iter, types::Value as Sql};

use super::few;
use super::query::Condition;
use super::request::{BoardQuery, Sum};
use super::schema::{blob, id_at};
use super::workspace::Workspace;
use crate::domain::funnel::pipeline::{Pipeline, Stage, StageType, WON_SHOWN_DAYS};
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::funnel::view::{self, Group, NONE, Sort};
use crate::domain::record::Id;

/// So many deals of a group are counted; how many more there are would cost as much as there are.
const COUNTED: usize = 2_000;
/// Lanes that are shown at most, the fullest first.
const LANES: usize = 60;

/// An order of cards, each with its own index.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Order(pub Sort);

impl Order {
    /// What the cards are ordered by, as an expression that an index holds.
    pub fn sql(self) -> &'static str {
        match self.0 {
            Sort::Manual => "o.rank",
            Sort::Next => "coalesce(o.next_step_due, '9999')",
            Sort::Amount => "coalesce(o.amount_ccy || printf('%019d', 9000000000000000000 - o.amount_minor), '~')",
            Sort::Age => "coalesce(o.entered_stage_on, '')",
            Sort::Close => "coalesce(o.expected_close_on, '9999')",
            Sort::Title => "o.title",
        }
    }

    /// Whether it is more than a column.
    pub fn is_reckoned(self) -> bool {
        !matches!(self.0, Sort::Manual | Sort::Title)
    }
}

/// The deals of a stage.
pub(super) const STAGE: &str = "opportunity o WHERE o.stage = ? AND o.archived = 0";
/// The level of a deal's customer.
const TIER: &str = "(SELECT a.tier_override FROM account a WHERE a.id = o.account)";

/// Where the deals of a lane are found: strands that each come in order, `FROM` and `WHERE` without the words.
#[derive(Default)]
pub(super) struct Lane {
    pub strands: Vec<Condition>,
    /// The same deals by what they have in common, in no order: the way for few among many others.
    others: Vec<Condition>,
    /// Stages whose kept totals are those of the lane.
    kept: Vec<String>,
    /// Its deals are won and in no sum but that above the lane.
    won: bool,
}

impl Lane {
    /// Deals known by their ids.
    pub fn of(ids: &[Id]) -> Self {
        let strands = if ids.is_empty() { Vec::new() } else { vec![few::strand(ids)] };
        Self { strands, ..Self::default() }
    }

    /// Goes by what the deals have in common, and puts them in order then.
    pub fn few(&mut self) {
        if !self.others.is_empty() {
            self.strands = std::mem::take(&mut self.others);
        }
    }
}

#[derive(Default)]
pub(super) struct Totals {
    pub count: i64,
    /// Counting stopped early.
    pub uncounted: bool,
    pub sums: Vec<Sum>,
}

/// How many pass in a strand, in the form of [`totals_sql`]; what they are worth is not looked at.
fn count_sql(strand: &str, filter: &str) -> String {
    let filter = if filter.is_empty() { String::new() } else { format!(" AND {filter}") };
    format!("SELECT '', count(*), 0, 0 FROM (SELECT 1 FROM {strand}{filter} LIMIT ?)")
}

/// Counts and sums of what passes in a strand, by currency; of the first so many only where a limit is bound last.
pub(super) fn totals_sql(strand: &str, filter: &str, limited: bool) -> String {
    let filter = if filter.is_empty() { String::new() } else { format!(" AND {filter}") };
    let limit = if limited { " LIMIT ?" } else { "" };
    // As `pipeline::weigh`; the product of whole amounts would not fit.
    format!(
        "SELECT ccy, count(*), sum(minor), sum(minor / 10000 * bp + (minor % 10000 * bp + sign(minor) * 5000) / 10000)
         FROM (SELECT coalesce(o.amount_ccy, '') AS ccy, coalesce(o.amount_minor, 0) AS minor,
             coalesce((SELECT iif(c.own, coalesce(o.probability_bp, c.bp), c.bp) FROM stage_chance c
               WHERE c.stage = o.stage), 0) AS bp
           FROM {strand}{filter}{limit})
         GROUP BY 1 ORDER BY 1"
    )
}

fn stage_strand(stage: &str) -> Condition {
    Condition { sql: STAGE.to_owned(), bound: vec![Sql::Text(stage.to_owned())] }
}

/// The pipeline that is asked for.
fn line<'p>(pipelines: &'p Pipelines, query: &BoardQuery) -> &'p Pipeline {
    pipelines.named(&query.pipeline).unwrap_or_else(|| pipelines.first())
}

impl Workspace {
    /// Has every stage weigh as its pipeline says; belongs behind each change of a pipeline.
    pub(super) fn weigh_stages(&self) -> rusqlite::Result<()> {
        let sql = "INSERT INTO stage_chance VALUES (?1, ?2, ?3) ON CONFLICT (stage) DO UPDATE SET bp = ?2, own = ?3
                   WHERE bp <> ?2 OR own <> ?3";
        for stage in self.pipelines().stages() {
            self.conn.prepare_cached(sql)?.execute(params![stage.code, stage.probability_bp, stage.ty.is_open()])?;
        }
        Ok(())
    }

    /// Codes and names of the lanes that are asked for.
    pub(super) fn lanes_of(&self, query: &BoardQuery) -> rusqlite::Result<Vec<(String, String)>> {
        if !query.whole || query.group != Group::Owner {
            return Ok(query.columns.iter().map(|(lane, _)| (lane.clone(), String::new())).collect());
        }
        // Everybody is asked for his deals, which is a look into an index each.
        let sql = "SELECT u.id, u.name FROM user u WHERE EXISTS
                     (SELECT 1 FROM opportunity o WHERE o.owner = u.id AND o.archived = 0)
                   ORDER BY u.name, u.id LIMIT ?";
        self.conn
            .prepare_cached(sql)?
            .query_map([LANES as i64], |row| {
                Ok((id_at(row, 0)?.map_or_else(|| NONE.to_owned(), |id| id.to_string()), row.get(1)?))
            })?
            .collect()
    }

    /// Open deals of this person past the first phase; more than a hundred are not counted.
    pub(super) fn work_of(&self, owner: Id) -> rusqlite::Result<i64> {
        let pipelines = self.pipelines();
        let stages: Vec<Sql> =
            pipelines.all().flat_map(Pipeline::work_stages).map(|stage| Sql::Text(stage.code.clone())).collect();
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM opportunity WHERE owner = ? AND archived = 0 AND +status = 'open'
               AND +stage IN ({}) LIMIT 100)",
            vec!["?"; stages.len()].join(", ")
        );
        let bound = std::iter::once(blob(owner)).chain(stages);
        self.conn.prepare_cached(&sql)?.query_row(params_from_iter(bound), |row| row.get(0))
    }

    /// The code of the lane an opportunity `o` stands in, as an expression.
    pub(super) fn lane_of(&self, query: &BoardQuery) -> String {
        let (group, pipelines) = (query.group, self.pipelines());
        let line = line(&pipelines, query);
        match group {
            Group::Stage => "o.stage".to_owned(),
            Group::Tier => format!("coalesce({TIER}, '{NONE}')"),
            Group::Owner => "lower(substr(hex(o.owner), 1, 8) || '-' || substr(hex(o.owner), 9, 4) || '-'
                || substr(hex(o.owner), 13, 4) || '-' || substr(hex(o.owner), 17, 4) || '-' || substr(hex(o.owner), 21))"
                .to_owned(),
            Group::Phase => {
                let of = |stage: &Stage| {
                    Some(format!(" WHEN '{}' THEN '{}'", stage.code, stage.phase.as_ref()?))
                };
                let cases: String = line.open_stages().filter_map(of).collect();
                format!("CASE o.stage{cases} ELSE '' END")
            }
            Group::Close => {
                let lanes = group.lanes(line, self.today()).unwrap_or_default();
                let before = |lane: &String| {
                    let (_, end) = view::closing(lane, self.today());
                    format!(" WHEN coalesce(o.expected_close_on, '9999') < '{end}' THEN '{lane}'")
                };
                let cases: String = lanes.iter().map(before).collect();
                format!("CASE{cases} ELSE '{NONE}' END")
            }
        }
    }

    pub(super) fn lane(&self, query: &BoardQuery, code: &str, order: Order) -> Lane {
        let (group, pipelines) = (query.group, self.pipelines());
        let line = line(&pipelines, query);
        let stages = |phase: Option<&str>| -> Vec<String> {
            let open = line.open_stages();
            let held = open.filter(|stage| phase.is_none() || stage.phase.as_deref() == phase);
            held.map(|stage| stage.code.clone()).collect()
        };
        if group == Group::Stage && pipelines.stage(code).is_some_and(|stage| stage.ty == StageType::Won) {
            return self.won_lane(code, order);
        }
        if matches!(group, Group::Stage | Group::Phase) {
            let kept = if group == Group::Stage { vec![code.to_owned()] } else { stages(Some(code)) };
            let strands = kept.iter().map(|stage| stage_strand(stage)).collect();
            return Lane { strands, kept, ..Lane::default() };
        }
        let open = stages(None);
        // A plus keeps an index out of it: the cards are to come in order.
        let (also, bound) = match group {
            Group::Owner => ("+o.owner IS ?".to_owned(), vec![code.parse::<Id>().map_or(Sql::Null, blob)]),
            Group::Tier => (format!("{TIER} IS ?"), vec![tier(code)]),
            _ => {
                let (from, to) = view::closing(code, self.today());
                let day = format!("{}{}", if order.0 == Sort::Close { "" } else { "+" }, Order(Sort::Close).sql());
                (format!("{day} >= ? AND {day} < ?"), vec![Sql::Text(from), Sql::Text(to)])
            }
        };
        let and = |strand: Condition, also: &str| Condition {
            sql: format!("{} AND {also}", strand.sql),
            bound: strand.bound.into_iter().chain(bound.iter().cloned()).collect(),
        };
        let strands: Vec<Condition> = open.iter().map(|stage| and(stage_strand(stage), &also)).collect();
        let places = vec!["?"; open.len()].join(", ");
        let common = |sql: String| {
            let stages = open.iter().cloned().map(Sql::Text);
            vec![Condition {
                sql: format!("{sql} AND o.archived = 0 AND +o.stage IN ({places})"),
                bound: bound.iter().cloned().chain(stages).collect(),
            }]
        };
        let others = match group {
            Group::Owner => common("opportunity o WHERE o.owner IS ?".to_owned()),
            Group::Tier if code != NONE => {
                common("account t CROSS JOIN opportunity o ON o.account = t.id WHERE t.tier_override = ?".to_owned())
            }
            Group::Close => open.iter().map(|stage| and(stage_strand(stage), &also.replace('+', ""))).collect(),
            _ => Vec::new(),
        };
        Lane { strands, others, ..Lane::default() }
    }

    /// The first day from which won deals stand on the board.
    pub(super) fn won_since(&self) -> String {
        self.today().checked_sub_days(Days::new(WON_SHOWN_DAYS)).unwrap_or_default().to_string()
    }

    /// Won deals, as long as they stand on the board.
    fn won_lane(&self, stage: &str, order: Order) -> Lane {
        let since = self.won_since();
        let day = Order(Sort::Age).sql();
        // A plus keeps an index out of it: the cards are to come in order.
        let plus = if order.0 == Sort::Age { "" } else { "+" };
        let with = |plus: &str| {
            let strand = stage_strand(stage);
            let sql = format!("{} AND {plus}{day} >= ?", strand.sql);
            vec![Condition { sql, bound: strand.bound.into_iter().chain([Sql::Text(since.clone())]).collect() }]
        };
        Lane { strands: with(plus), others: with(""), won: true, ..Lane::default() }
    }

    /// What a lane holds. Kept totals are read; others are counted, in a group no further than [`COUNTED`]. Of won deals
    /// out of sight only the number is shown.
    pub(super) fn totals(&self, lane: &Lane, filter: &Condition, in_sight: bool) -> rusqlite::Result<Totals> {
        let mut totals = Totals::default();
        if filter.sql.is_empty() && !lane.kept.is_empty() {
            let kept = "SELECT ccy, count, sum_minor, weighted_minor FROM stage_total WHERE stage = ? AND count > 0 ORDER BY ccy";
            for stage in &lane.kept {
                totals.add(&self.conn, kept, vec![Sql::Text(stage.clone())])?;
            }
            return Ok(totals);
        }
        let limited = lane.kept.is_empty();
        for strand in if lane.others.is_empty() { &lane.strands } else { &lane.others } {
            let mut bound: Vec<Sql> = strand.bound.iter().chain(&filter.bound).cloned().collect();
            if limited {
                let left = (COUNTED + 1).saturating_sub(totals.count as usize);
                bound.push(Sql::Integer(left as i64));
            }
            let sql = if lane.won && !in_sight {
                count_sql(&strand.sql, &filter.sql)
            } else {
                totals_sql(&strand.sql, &filter.sql, limited)
            };
            totals.add(&self.conn, &sql, bound)?;
        }
        if limited && totals.count > COUNTED as i64 {
            totals = Totals { count: COUNTED as i64, uncounted: true, sums: Vec::new() };
        }
        Ok(totals)
    }
}

fn tier(code: &str) -> Sql {
    if code == NONE { Sql::Null } else { Sql::Text(code.to_owned()) }
}

impl Totals {
    fn add(&mut self, conn: &rusqlite::Connection, sql: &str, bound: Vec<Sql>) -> rusqlite::Result<()> {
        let mut read = conn.prepare_cached(sql)?;
        let mut rows = read.query(params_from_iter(bound))?;
        while let Some(row) = rows.next()? {
            let (ccy, count): (String, i64) = (row.get(0)?, row.get(1)?);
            let (minor, weighted): (i64, i64) = (row.get(2)?, row.get(3)?);
            self.count += count;
            match self.sums.iter_mut().find(|sum| sum.ccy == ccy) {
                _ if ccy.is_empty() => {}
                Some(sum) => {
                    sum.minor += minor;
                    sum.weighted += weighted;
                }
                None => self.sums.push(Sum { ccy, minor, weighted }),
            }
        }
        Ok(())
    }
}
