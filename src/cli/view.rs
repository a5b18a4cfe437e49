//! Views of the deals: listed, shown, kept under a name, and asked for the deals they show.

use serde_json::{Value, json};

use super::args::ViewVerb;
use super::desk::Job;
use super::json::pretty;
use super::records::{self, Asked};
use super::stop::Stop;
use super::table::{Column, table};
use crate::domain::act::{Act, Change};
use crate::domain::funnel::view::{BUILT_IN, Group, Sight, Sort};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::store::request::Command;
use crate::store::workspace::{Workspace, new_id};
use crate::store::{How, fold};
use crate::text::{Lang, Msg, Text};

/// A view by whatever name.
struct View {
    /// Its word for other programs, of one that comes with the program.
    code: Option<&'static str>,
    record: Option<Record>,
    name: String,
    sight: Sight,
}

impl View {
    fn shared(&self) -> bool {
        self.record.as_ref().is_some_and(|record| record.get("owner").is_null())
    }

    fn uid(&self) -> Option<Id> {
        self.record.as_ref().map(|record| record.id)
    }

    fn json(&self) -> Value {
        let Sight { query, sort, group, collapsed } = &self.sight;
        json!({
            "name": self.name,
            "code": self.code,
            "uid": self.uid(),
            "shared": self.shared(),
            "query": query,
            "sort": sort.code(),
            "group": group.code(),
            "collapsed": collapsed,
        })
    }

    fn row(&self, text: &Text) -> Vec<String> {
        let whose = match &self.record {
            None => "views-of-program",
            Some(_) if self.shared() => "views-shared",
            Some(_) => "views-own",
        };
        let Sight { query, sort, group, .. } = &self.sight;
        vec![
            self.name.clone(),
            self.code.unwrap_or_default().to_owned(),
            text.get(whose),
            text.choice("sorted_by", sort.code()),
            text.choice("grouped_by", group.code()),
            query.clone(),
        ]
    }
}

pub fn run(job: &Job<'_>, verb: ViewVerb) -> Result<String, Stop> {
    match verb {
        ViewVerb::List { json } => {
            let views = all(job, &job.read()?)?;
            if json {
                return pretty(&json!({ "views": views.iter().map(View::json).collect::<Vec<_>>() }));
            }
            Ok(shown(job, &views))
        }
        ViewVerb::Show { name, json } => {
            let view = named(job, &job.read()?, &name)?;
            if json { pretty(&view.json()) } else { Ok(shown(job, &[view])) }
        }
        ViewVerb::Apply { name, limit, json } => {
            let asked = Asked { view: Some(name), sort: None, only: None };
            records::list(job, Kind::Opportunity, "", &asked, limit, json)
        }
        ViewVerb::Save { name, words, sort, group, shared, json } => {
            let sight = Sight {
                query: words.join(" "),
                sort: sort.as_deref().and_then(Sort::named).unwrap_or_default(),
                group: group.as_deref().and_then(Group::named).unwrap_or_default(),
                collapsed: Vec::new(),
            };
            save(job, name.trim(), &sight, shared, json)
        }
        ViewVerb::Archive { name } => {
            let desk = job.write(How::Existing)?;
            let view = named(job, &desk.ws, &name)?;
            let Some(record) = &view.record else { return Err(Msg::new("views-built-in").into()) };
            let changes = vec![Change::archive(record, true)];
            desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-archive".to_owned(), changes }))?;
            Ok(job.text.say(&Msg::new("cli-archived").with("code", view.name)) + "\n")
        }
    }
}

/// How deals are looked at through the view of this name.
pub fn sight(job: &Job<'_>, ws: &Workspace, name: &str) -> Result<Sight, Stop> {
    named(job, ws, name).map(|view| view.sight)
}

fn all(job: &Job<'_>, ws: &Workspace) -> Result<Vec<View>, Stop> {
    let kept = ws.views(job.machine.login.as_deref().unwrap_or_default())?;
    let kept = kept.into_iter().map(|record| View {
        code: None,
        name: record.title().to_owned(),
        sight: Sight::of(&record),
        record: Some(record),
    });
    let built_in = BUILT_IN.iter().map(|view| View {
        code: Some(view.code),
        record: None,
        name: job.text.get(&view.key()),
        sight: view.sight(job.text.lang(), job.today()),
    });
    Ok(kept.chain(built_in).collect())
}

/// A view by its name or id; one that comes with the program by its code or its name in any language too.
fn named(job: &Job<'_>, ws: &Workspace, what: &str) -> Result<View, Stop> {
    let wanted = fold(what);
    let mut views = all(job, ws)?;
    let in_any = |code: &str| {
        let view = BUILT_IN.iter().find(|view| view.code == code);
        view.is_some_and(|view| Lang::ALL.iter().any(|lang| fold(&Text::new(*lang).get(&view.key())) == wanted))
    };
    let is = |view: &View| {
        fold(&view.name) == wanted
            || view.code.is_some_and(|code| code == wanted || in_any(code))
            || view.uid().is_some_and(|id| id.to_string() == wanted)
    };
    if let Some(at) = views.iter().position(is) {
        return Ok(views.swap_remove(at));
    }
    let known: Vec<String> = views.into_iter().map(|view| view.name).collect();
    Err(Msg::new("cli-no-view").with("name", what).with("views", known.join(", ")).into())
}

fn shown(job: &Job<'_>, views: &[View]) -> String {
    let rows: Vec<Vec<String>> = views.iter().map(|view| view.row(&job.text)).collect();
    let heads = ["field-name", "field-code", "cli-view-whose", "field-sorted-by", "field-grouped-by", "field-query"]
        .map(|key| Column { head: job.text.get(key), right: false });
    table(&heads, &rows, job.look())
}

/// Keeps a view; one of this name that is one's own, or shared where a shared one is meant, takes the new sight.
fn save(job: &Job<'_>, name: &str, sight: &Sight, shared: bool, as_json: bool) -> Result<String, Stop> {
    let desk = job.write(How::OpenOrCreate)?;
    records::query(job, &desk.ws, &sight.query)?;
    let views = all(job, &desk.ws)?;
    let same = |view: &&View| view.record.is_some() && view.shared() == shared && fold(&view.name) == fold(name);
    let known = views.iter().find(same).and_then(|view| view.record.as_ref());
    let id = known.map_or_else(new_id, |record| record.id);
    let changes = if let Some(record) = known {
        let update = |(field, new): (&'static str, Value)| Change::Update {
            kind: Kind::SavedView,
            id,
            base: record.get(field).clone(),
            field: field.to_owned(),
            new,
        };
        sight.values().into_iter().map(update).collect()
    } else {
        let last = views.iter().filter_map(|view| view.record.as_ref()?.get("position").as_i64()).max();
        vec![sight.kept(id, name, (!shared).then_some(desk.me), last.unwrap_or(-1) + 1)]
    };
    desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-view".to_owned(), changes }))?;
    if as_json {
        return pretty(&named(job, &desk.ws, &id.to_string())?.json());
    }
    Ok(job.text.say(&Msg::new("cli-created").with("code", name)) + "\n")
}
