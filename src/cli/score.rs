//! How an opportunity stands: what is known and what is missing, the people behind it, and what it costs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::desk::{Job, find_id};
use super::json::pretty;
use super::opp::finding_json;
use super::stop::Stop;
use super::table::{Column, table};
use crate::domain::funnel::gate::State;
use crate::domain::funnel::standing::Standing;
use crate::domain::kinds::Kind;
use crate::store::request::Progress;
use crate::text::Msg;

pub fn score(job: &Job<'_>, what: &str, as_json: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    let id = find_id(&ws, Kind::Opportunity, what)?;
    let progress = ws.progress(id)?.ok_or_else(|| Msg::new("store-gone"))?;
    if as_json {
        let mut json = standing_json(job, &progress);
        json["code"] = json!(progress.deal.code);
        return pretty(&json);
    }
    let score = &progress.standing.score;
    let mut out = format!("{}\n\n", standing_text(job, &progress.standing));
    let known = score.parts.iter().filter(|(_, found)| found.state.passes());
    let rows: Vec<Vec<String>> = score
        .missing()
        .into_iter()
        .chain(known)
        .map(|(weight, found)| {
            let state = job.text.get(match found.state {
                State::Missing => "deal-missing",
                State::Opened => "deal-partly",
                _ => "deal-known",
            });
            vec![state, weight.to_string(), found.name.to(job.text.lang()).to_owned()]
        })
        .collect();
    let heads = [("cli-gate-state", false), ("deal-weight", true), ("deal-criterion", false)]
        .map(|(key, right)| Column { head: job.text.get(key), right });
    out.push_str(&table(&heads, &rows, job.look()));
    Ok(out)
}

/// The lines that stand under an opportunity: score, people, talks, cost.
pub fn standing_text(job: &Job<'_>, standing: &Standing) -> String {
    let text = &job.text;
    let dot = " · ";
    let mut out = String::new();
    let mut say = |head: &str, words: Vec<String>| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}: {}", text.get(head), words.join(dot));
    };
    say("deal-qualification", vec![standing.score_words(text), standing.advice(text)]);
    say("deal-people", standing.support_words(text).into_iter().chain([standing.reach_words(text)]).collect());
    say("deal-talks", vec![standing.depth_words(text)]);
    say("deal-cost-title", standing.cost_words(text).into_iter().chain(standing.effort_words(text)).collect());
    out.trim_end().to_owned()
}

pub fn standing_json(job: &Job<'_>, progress: &Progress) -> Value {
    let Progress { standing, freshness, .. } = progress;
    let Standing { score, support, reach, spent, .. } = standing;
    let parts = score.parts.iter().map(|(weight, found)| {
        let mut part = finding_json(job, found);
        part["weight"] = json!(weight);
        part["state"] = json!(match found.state {
            State::Opened => "partly",
            state => state.code(),
        });
        part
    });
    json!({
        "score": score.percent,
        "band": score.band.as_ref().map(|band| band.name.to(job.text.lang())),
        "criteria": parts.collect::<Vec<_>>(),
        "freshness": freshness.map(|state| state.key().trim_start_matches("freshness-")),
        "support": { "index": support.index, "unknown_power": support.unknown, "decider": support.decider,
            "decider_unknown": support.decider_unknown },
        "reach": { "powerful": reach.powerful, "levels": reach.levels, "single_threaded": reach.single_threaded() },
        "depths": standing.depths,
        "stuck": standing.stuck,
        "cost": {
            "sums": spent.cost, "refundable": spent.refundable, "minutes": spent.minutes,
            "stage_minutes": spent.stage_minutes, "unrated": spent.unrated, "stage_cap_min": standing.stage_cap,
            "cap_min": standing.deal_cap, "over_cap": standing.over_cap(), "income": standing.income,
            "ratio_bp": standing.ratio_bp,
        },
    })
}
