//! With the store itself: what is made here is taken there, and what is read there is shown here.

use super::*;
use crate::store::open::{How, open};
use crate::store::workspace::{Clock, Origin, Who, Workspace};

fn workspace(dir: &tempfile::TempDir) -> Workspace {
    let opened = open(&dir.path().join("a.canvass"), How::OpenOrCreate).unwrap();
    let who = Who { actor: "wang".to_owned(), device: id(40), origin: Origin::Tui };
    let store = Workspace::new(opened, who, Clock::Fixed(std::cell::Cell::new(1_774_900_000_000))).unwrap();
    let me = store.me("Wang").unwrap();
    let mut n = 50_000;
    let ids = || {
        n += 1;
        id(n)
    };
    for act in crate::demo::sample("2026-03-31".parse().unwrap(), ids, me).unwrap() {
        store.run(Command::Import(act)).unwrap();
    }
    store
}

#[test]
fn agreements_of_the_sample_are_shown_checked_and_exported_in_every_language() {
    let dir = tempfile::tempdir().unwrap();
    let store = workspace(&dir);
    let page = crate::store::request::ListQuery {
        kind: Kind::Agreement,
        filter: crate::domain::funnel::query::Query::default(),
        of: None,
        offset: 0,
        limit: 50,
    };
    let rows = store.list(&page).unwrap().rows;
    assert!(rows.len() >= 4, "{}", rows.len());
    for lang in Lang::ALL {
        let world = World::new(lang);
        let context = world.context();
        for row in &rows {
            let sheet = store.agreement(row.id).unwrap().unwrap();
            let document = draft_of(&sheet).unwrap();
            let mut view = AgreementView::new(row.id);
            view.accept(Reply::Agreement(Box::new(sheet)), &context);
            for (width, height) in [(80, 24), (120, 36)] {
                assert!(seen(&mut view, width, height, &context).contains(&document.code));
            }
            let [Ask::Show(Dialog::Choose(_))] = &view.act_on(Action::Export, &context)[..] else { panic!("no menu") };
        }
    }
}

#[test]
fn a_new_draft_is_saved_written_and_linked() {
    let dir = tempfile::tempdir().unwrap();
    let store = workspace(&dir);
    let world = World::new(Lang::Zh);
    let context = world.context();
    let deals = crate::store::request::ListQuery {
        kind: Kind::Opportunity,
        filter: crate::domain::funnel::query::Query::default(),
        of: None,
        offset: 0,
        limit: 50,
    };
    let with_needs = |deal: &Record| {
        !store
            .sheet(Kind::Opportunity, deal.id)
            .unwrap()
            .unwrap()
            .children
            .iter()
            .all(|(kind, rows)| *kind != Kind::Need || rows.is_empty())
    };
    let deal = store.list(&deals).unwrap().rows.into_iter().find(with_needs).unwrap();
    let mut draft = making::new_draft(Lang::Zh);
    draft.agreement.insert("opportunity".to_owned(), deal.id.json());
    draft.agreement.insert("account".to_owned(), deal.get("account").clone());
    draft.version.insert("author".to_owned(), deal.get("owner").clone());
    let (act, agreement) = making::made(&draft, &context);
    store.run(Command::Save(act)).unwrap();

    let mut view = AgreementView::new(agreement);
    let read = |view: &mut AgreementView| {
        let sheet = store.agreement(agreement).unwrap().unwrap();
        view.accept(Reply::Agreement(Box::new(sheet)), &context);
    };
    read(&mut view);
    view.stand_on_key(&outline::Key::Section("reporting".into()));
    view.act_on(Action::Edit, &context);
    typed(&mut view, "每月", &context);
    let asks = view.act_on(Action::Save, &context);
    store.run(Command::Save(super::act(&asks).clone())).unwrap();
    view.saved(super::act(&asks).id, true);
    read(&mut view);
    assert!(view.record().unwrap().str("text").ends_with("每月"));

    let need = view.work.as_ref().unwrap().document.needs[0].id;
    let asks = view.chosen(need, &context);
    store.run(Command::Save(super::act(&asks).clone())).unwrap();
    read(&mut view);
    assert!(view.work.as_ref().unwrap().document.met_by(need).next().is_some());
    assert!(seen(&mut view, 120, 36, &context).contains(&view.work.as_ref().unwrap().document.needs[0].code));
}
