//! What a standing says, in sentences for the screen and the command line alike.

use super::Standing;
use crate::domain::exact::length_words;
use crate::domain::money::Money;
use crate::text::{Arg, Msg, Text, number};

/// Minutes as hours: `12h30m`.
pub fn hours(minutes: i64, text: &Text) -> String {
    if minutes == 0 { "0".to_owned() } else { length_words(minutes * 60).to(text.lang()).to_owned() }
}

/// Amounts of several currencies beside each other, never added.
pub fn sums(amounts: &[Money], text: &Text) -> String {
    let shown: Vec<String> = amounts.iter().map(|sum| number::amount_full(sum.minor, sum.ccy, text.lang())).collect();
    shown.join(" + ")
}

impl Standing {
    /// `64 % · strong`.
    pub fn score_words(&self, text: &Text) -> String {
        let band = self.score.band.as_ref().map(|band| band.name.clone()).unwrap_or_default();
        text.say(&Msg::new("deal-score").with("percent", self.score.percent.to_string()).with("band", Arg::Words(band)))
    }

    /// How much work the score allows.
    pub fn advice(&self, text: &Text) -> String {
        self.score.band.as_ref().map_or_else(String::new, |band| band.advice.to(text.lang()).to_owned())
    }

    /// The decision support index, and what is not known of it.
    pub fn support_words(&self, text: &Text) -> Vec<String> {
        let support = self.support;
        let index = match support.index {
            Some(index) => text.say(&Msg::new("deal-support").with("index", format!("{index:+}"))),
            None => text.get("deal-support-unknown"),
        };
        let decider = match (support.decider, support.decider_unknown) {
            (false, _) => Some("deal-no-decider"),
            (true, true) => Some("deal-decider-unknown"),
            _ => None,
        };
        let unknown = (support.unknown > 0)
            .then(|| text.say(&Msg::new("deal-power-unknown").with("power", support.unknown.to_string())));
        [Some(index), unknown, decider.map(|key| text.get(key))].into_iter().flatten().collect()
    }

    /// How many people with power are reached, and whether the deal hangs on one thread.
    pub fn reach_words(&self, text: &Text) -> String {
        let key = if self.reach.single_threaded() { "deal-single-threaded" } else { "deal-reach" };
        let count = |n: usize| Arg::Count(i64::try_from(n).unwrap_or(i64::MAX));
        text.say(&Msg::new(key).with("people", count(self.reach.powerful)).with("levels", count(self.reach.levels)))
    }

    /// Depth of the last talks: `depth 2 → 3 → 3, no deeper`.
    pub fn depth_words(&self, text: &Text) -> String {
        if self.depths.is_empty() {
            return text.get("deal-no-talk");
        }
        let way: Vec<String> = self.depths.iter().map(ToString::to_string).collect();
        let key = if self.stuck { "deal-depth-stuck" } else { "deal-depth" };
        text.say(&Msg::new(key).with("way", way.join(" → ")))
    }

    /// What was spent, and how it stands to what may come in.
    pub fn cost_words(&self, text: &Text) -> Vec<String> {
        let mut said = Vec::new();
        if self.spent.cost.is_empty() {
            said.push(text.get("deal-no-cost"));
        } else {
            let ratio = self.ratio_bp.map(|bp| {
                let percent = number::fraction(u128::from(bp.unsigned_abs()), 2, text.lang());
                let msg = Msg::new("deal-ratio").with("percent", percent);
                let tenths = self.return_tenths.unwrap_or_default();
                text.say(&msg.with("return", number::fraction(tenths, 1, text.lang())))
            });
            said.push(text.say(&Msg::new("deal-cost").with("sum", sums(&self.spent.cost, text))));
            said.push(ratio.unwrap_or_else(|| text.get("deal-no-ratio")));
        }
        if !self.spent.refundable.is_empty() {
            said.push(text.say(&Msg::new("deal-refundable").with("sum", sums(&self.spent.refundable, text))));
        }
        if self.spent.unrated > 0 {
            let count = Arg::Count(i64::try_from(self.spent.unrated).unwrap_or(i64::MAX));
            said.push(text.say(&Msg::new("deal-unrated").with("count", count)));
        }
        said
    }

    /// Hours in this stage and in all, with their caps.
    pub fn effort_words(&self, text: &Text) -> Vec<String> {
        let of = |(bare, capped): (&str, &str), minutes: i64, cap: Option<i64>| {
            let msg = Msg::new(if cap.is_some() { capped } else { bare }).with("spent", hours(minutes, text));
            text.say(&cap.into_iter().fold(msg, |msg, cap| msg.with("cap", hours(cap, text))))
        };
        let over = self.over_cap().then(|| text.get("deal-over-cap"));
        let said = [
            of(("deal-stage-effort", "deal-stage-effort-of"), self.spent.stage_minutes, self.stage_cap),
            of(("deal-effort", "deal-effort-of"), self.spent.minutes, self.deal_cap),
        ];
        said.into_iter().chain(over).collect()
    }
}
