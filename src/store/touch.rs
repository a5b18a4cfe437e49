//! How long a deal has lain untouched, as SQL: the touch of 06-metrics 6.3 and the states that follow from it.

use rusqlite::types::Value as Sql;

use super::query::{Condition, Here};

/// The state of ageing of the opportunity `alias`: `fresh`, `ageing`, `rotten`, `dead` or `paused`; null where nothing
/// ages.
///
/// Touched by coming into its stage, a two-way activity, an interview that was held to its end, a changed next step, a
/// new version of an agreement. As in `Pipeline::freshness`, a tender or pause that is over is a touch too.
pub(super) fn freshness(alias: &str, here: &Here) -> Condition {
    let mut bound = Vec::new();
    let mut rot = String::from("CASE +{o}.stage");
    for stage in here.pipelines.stages() {
        if let Some(days) = stage.rot_days {
            rot.push_str(" WHEN ? THEN ?");
            bound.extend([Sql::Text(stage.code.clone()), Sql::Integer(days)]);
        }
    }
    rot.push_str(" END");
    let today = Sql::Text(here.today.to_string());
    bound.extend([today.clone(), today]);
    bound.extend((0..5).map(|_| Sql::Integer(here.ahead)));
    let day = |seconds: &str| format!("date({seconds} + ?, 'unixepoch')");
    let waits = "max(coalesce({o}.hold_until, ''), coalesce(date({o}.tender_due_at, 'unixepoch'), ''))";
    let touches = [
        format!("(SELECT {} FROM activity WHERE opportunity = {{o}}.id AND two_way = 1 AND archived = 0)", day("max(at)")),
        format!(
            "(SELECT {} FROM interview WHERE opportunity = {{o}}.id AND state IN ('COMPLETED', 'CONFIRMED') AND archived = 0)",
            day("max(held_at)")
        ),
        format!(
            "(SELECT {} FROM chg CROSS JOIN act ON act.seq = chg.act WHERE chg.entity = 'opportunity'
              AND chg.entity_id = {{o}}.id AND chg.op = 'upd' AND chg.field IN ('next_step', 'next_step_due'))",
            day("max(act.wall_ms) / 1000")
        ),
        format!(
            "(SELECT {} FROM agreement CROSS JOIN agreement_version v ON v.agreement = agreement.id
              WHERE agreement.opportunity = {{o}}.id)",
            day("max(v.created_ms) / 1000")
        ),
    ]
    .map(|touch| format!("coalesce({touch}, '')"))
    .join(", ");
    let created = day("{o}.created_ms / 1000");
    let sql = format!(
        "(SELECT CASE WHEN age.rot IS NULL THEN NULL WHEN age.waits THEN 'paused'
            WHEN 5 * age.days < 4 * age.rot THEN 'fresh' WHEN age.days <= age.rot THEN 'ageing'
            WHEN age.days <= 2 * age.rot THEN 'rotten' ELSE 'dead' END
          FROM (SELECT {rot} AS rot, {waits} >= ? AS waits,
            julianday(?) - julianday(coalesce(nullif(max(coalesce({{o}}.entered_stage_on, ''), {waits}, {touches}), ''), {created}))
            AS days) AS age)"
    );
    Condition { sql: sql.replace("{o}", alias), bound }
}
