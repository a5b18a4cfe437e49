//! Every command there is: its name, its usual keys and where it applies.
//!
//! Footer, help, palette, configuration and the key table of the README all read this table; a key is written nowhere else.

macro_rules! scopes {
    ($($(#[$doc:meta])* $scope:ident $key:literal;)*) => {
        /// Where a command applies. The focus gives a stack of these, innermost first.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Scope {
            $($(#[$doc])* $scope),*
        }

        impl Scope {
            pub const ALL: &[Self] = &[$(Self::$scope),*];

            /// Message key of the scope's heading in the help.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$scope => $key),*
                }
            }
        }
    };
}

// In the order of the help; a new screen with commands of its own is one line.
scopes! {
    /// Everywhere, dialogs and text fields included.
    Anywhere "scope-anywhere";
    /// Any screen, while no text is typed in it.
    Pane "scope-pane";
    /// Where an opportunity is at hand: on the board, in the list, in its detail.
    Deal "scope-deal";
    /// Where several records can be selected.
    Several "scope-several";
    /// A record that was opened from a row of others.
    Row "scope-row";
    Board "scope-board";
    /// The list of opportunities.
    Deals "scope-deals";
    /// The detail of one record.
    Record "scope-record";
    /// Gate, check-lists and history of one opportunity.
    Progress "scope-progress";
    Pipelines "scope-pipelines";
    /// Needs, and the detail of one.
    Needs "scope-needs";
    Interview "scope-interview";
    Agreement "scope-agreement";
    Calculator "scope-calculator";
    /// A text being edited: printable keys type.
    Field "scope-field";
    Dialog "scope-dialog";
    /// The dialog of what an interview proposes for the records.
    Feeds "scope-feeds";
    /// The dialog where two people changed the same field.
    Conflict "scope-conflict";
    /// The dialog of views.
    Views "scope-views";
    /// The dialog of texts left unsaved.
    Drafts "scope-drafts";
}

const PANES: &[Scope] = &[Scope::Pane];
/// Whatever has a selection to move.
const MOVES: &[Scope] = &[Scope::Pane, Scope::Dialog];
const ANYWHERE: &[Scope] = &[Scope::Anywhere];
const CONFLICT: &[Scope] = &[Scope::Conflict];
const DRAFTS: &[Scope] = &[Scope::Drafts];
/// Where an opportunity or a need is at hand: both go their way, are put aside and given up.
const DEALS: &[Scope] = &[Scope::Deal, Scope::Needs];
/// Where something stands at a stage or in a state.
const STATES: &[Scope] = &[Scope::Deal, Scope::Agreement];
/// Where an opportunity is at hand.
const DEAL: &[Scope] = &[Scope::Deal];
/// Where a gate can be looked at: that of a deal, or of a stage.
const GATED: &[Scope] = &[Scope::Deal, Scope::Pipelines];
const SEVERAL: &[Scope] = &[Scope::Several];
const ROW: &[Scope] = &[Scope::Row];
const NEEDS: &[Scope] = &[Scope::Needs, Scope::Interview];
const BOARD: &[Scope] = &[Scope::Board];
/// Where deals stand in an order that can be chosen.
const LOOKS: &[Scope] = &[Scope::Board, Scope::Deals];
const PROGRESS: &[Scope] = &[Scope::Progress];
const TICKED: &[Scope] = &[Scope::Progress, Scope::Feeds, Scope::Agreement];
/// Where a gate shows its conditions, and where warnings stand in its way.
const GATES: &[Scope] = &[Scope::Progress, Scope::Dialog, Scope::Agreement];
const AGREEMENT: &[Scope] = &[Scope::Agreement];
const INTERVIEW: &[Scope] = &[Scope::Interview];
const CALCULATOR: &[Scope] = &[Scope::Calculator];
/// Whatever has an order of its own.
const ORDERED: &[Scope] =
    &[Scope::Board, Scope::Pipelines, Scope::Calculator, Scope::Needs, Scope::Agreement, Scope::Views];
const VIEWS: &[Scope] = &[Scope::Views];
/// Panes, and the dialog of views.
const NAMED: &[Scope] = &[Scope::Pane, Scope::Views];
/// Panes, and the text that is typed in them.
const WORK: &[Scope] = &[Scope::Pane, Scope::Field];
const TEXTS: &[Scope] = &[Scope::Record, Scope::Pipelines, Scope::Interview, Scope::Agreement, Scope::Field];
const FORMS: &[Scope] =
    &[Scope::Record, Scope::Pipelines, Scope::Interview, Scope::Agreement, Scope::Field, Scope::Dialog];

/// One command.
#[derive(Debug)]
pub struct Spec {
    pub action: Action,
    /// Name in the configuration and on the command line of the palette; `action-<name>` is its wording.
    pub name: &'static str,
    /// Usual keys; `g b` is g, then b. None means: from the palette only.
    pub keys: &'static [&'static str],
    pub scopes: &'static [Scope],
    /// The same from the command line, after `canvass`; capitals stand for what is to be named.
    pub cli: Option<&'static str>,
}

impl Spec {
    /// Message key of the command's label.
    pub fn label_key(&self) -> String {
        format!("action-{}", self.name)
    }

    /// Whether it only moves the cursor.
    pub fn moves(&self) -> bool {
        use Action::{Bottom, Down, Left, PageDown, PageUp, Right, Top, Up};
        matches!(self.action, Up | Down | Left | Right | PageUp | PageDown | Top | Bottom)
    }

    /// Whether the command applies somewhere in this stack of scopes.
    pub fn applies(&self, stack: &[Scope]) -> bool {
        self.scopes.iter().any(|scope| *scope == Scope::Anywhere || stack.contains(scope))
    }
}

macro_rules! actions {
    (@cli $cli:literal) => { Some($cli) };
    (@cli) => { None };
    ($($action:ident $name:literal [$($key:literal),*] $scopes:ident $(= $cli:literal)?;)*) => {
        /// What a key, the palette or a dialog can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($action),*
        }

        /// The table of commands, in the order of the help.
        pub static ACTIONS: &[Spec] = &[
            $(Spec {
                action: Action::$action,
                name: $name,
                keys: &[$($key),*],
                scopes: $scopes,
                cli: actions!(@cli $($cli)?),
            }),*
        ];
    };
}

actions! {
    Up "up" ["Up", "k"] MOVES;
    Down "down" ["Down", "j"] MOVES;
    Left "left" ["Left", "h"] MOVES;
    Right "right" ["Right", "l"] MOVES;
    PageUp "page-up" ["PageUp", "Ctrl+B"] MOVES;
    PageDown "page-down" ["PageDown", "Ctrl+F"] MOVES;
    Top "top" ["g g", "Home"] MOVES;
    Bottom "bottom" ["G", "End"] MOVES;
    Open "open" ["Enter"] MOVES = "KIND show CODE";

    Back "back" ["Esc"] ANYWHERE;
    Help "help" ["?", "F1"] ANYWHERE = "keys";
    Palette "palette" [":"] PANES;
    Search "search" ["F3", "g f"] ANYWHERE = "search WORDS";
    Filter "filter" ["/"] PANES = "KIND list WORDS";
    Undo "undo" ["u"] PANES = "undo";
    Redo "redo" ["Ctrl+R"] PANES = "redo";
    Panes "panes" ["F2"] ANYWHERE;
    Language "language" ["F9"] ANYWHERE;
    Theme "theme" [] ANYWHERE;
    Suspend "suspend" ["Ctrl+Z"] ANYWHERE;
    Quit "quit" ["q", "Ctrl+Q"] ANYWHERE;

    GoBoard "go-board" ["1", "g b"] PANES = "opp list";
    GoAccounts "go-accounts" ["2", "g a"] PANES = "account list";
    GoContacts "go-contacts" ["3", "g c"] PANES = "contact list";
    GoInterviews "go-interviews" ["4", "g i"] PANES = "interview list";
    GoNeeds "go-needs" ["5", "g n"] PANES = "need list";
    GoGaps "go-gaps" ["g u"] PANES = "gap list";
    GoAgreements "go-agreements" ["6", "g s"] PANES = "sla list";
    GoServices "go-services" ["g v"] PANES = "service list";
    GoOpportunities "go-opportunities" ["g o"] PANES = "opp list QUERY";
    GoPipelines "go-pipelines" ["g p"] PANES = "pipeline list";
    GoAgenda "go-agenda" ["g q"] PANES = "interview agenda";
    GoLog "go-log" ["7", "g l"] PANES = "log";
    GoDrafts "go-drafts" ["g d"] PANES;
    GoCalculator "go-calculator" ["c"] PANES = "calc downtime --target PERCENT --period PERIOD";

    New "new" ["n"] NAMED = "KIND add FIELD=VALUE";
    MakeInterview "make-interview" ["m i"] PANES = "interview add FIELD=VALUE";
    MakeNeed "make-need" ["m n", "Ctrl+N"] WORK = "need add FIELD=VALUE";
    MakeGap "make-gap" ["m u"] PANES = "gap add FIELD=VALUE";
    MakeAgreement "make-agreement" ["m a"] PANES = "sla add FIELD=VALUE";
    MakeContact "make-contact" ["m c"] PANES = "contact add FIELD=VALUE";
    MakeRole "make-role" ["m p"] PANES;
    MakeCompetitor "make-competitor" ["m k"] PANES;
    MakeEffort "make-effort" ["m e"] PANES;
    MakeExpense "make-expense" ["m x"] PANES;
    MakeTarget "make-target" ["m t"] AGREEMENT;
    Link "link" ["m l"] AGREEMENT;
    MakeVersion "make-version" ["m v"] AGREEMENT = "sla version CODE";
    LogActivity "log-activity" ["a"] PANES = "activity add CODE TEXT --next TEXT --due DAY";

    Edit "edit" ["e"] NAMED = "KIND edit CODE FIELD=VALUE";
    EditExternal "edit-external" ["E", "F4"] TEXTS;
    Copy "copy" ["y"] PANES;
    Archive "archive" ["D"] NAMED = "KIND archive CODE";
    History "history" ["i"] PANES = "log CODE";
    Trace "trace" ["t"] PANES = "trace CODE";
    Export "export" ["x"] PANES = "sla export CODE --format FORMAT";

    MoveLeft "move-left" ["H"] DEALS = "opp move CODE STAGE --note TEXT";
    MoveRight "move-right" ["L"] DEALS = "opp move CODE STAGE";
    OrderUp "order-up" ["K"] ORDERED;
    OrderDown "order-down" ["J"] ORDERED;
    Sort "sort" ["o"] LOOKS = "opp list QUERY --sort ORDER";
    Group "group" ["O"] BOARD;
    Collapse "collapse" ["-"] BOARD;
    Views "views" ["'"] LOOKS = "view list";
    Share "share" ["S"] VIEWS;
    MoveTo "move-to" [">"] STATES = "opp move CODE STAGE";
    Lose "lose" ["X"] DEALS = "opp lose CODE --reason CODE --evidence TEXT";
    Hold "hold" ["z"] DEALS = "opp hold CODE --until DAY --reason TEXT";
    ChangePipeline "change-pipeline" [] DEAL = "opp move CODE STAGE --note TEXT";
    SwitchPipeline "switch-pipeline" ["P"] PANES = "opp list pipeline:NAME";
    Progress "progress" ["s"] GATED = "opp gate CODE";
    Assign "assign" ["A"] DEAL = "opp edit CODE owner=COLLEAGUE";
    Tag "tag" ["T"] DEAL = "opp edit CODE tags=TAGS";
    Select "select" ["v"] SEVERAL = "opp move CODE CODE STAGE";
    SelectTo "select-to" ["V"] SEVERAL;
    SelectAll "select-all" ["Ctrl+A"] SEVERAL = "opp move --where QUERY STAGE";
    Tick "tick" ["Space"] TICKED = "opp tick CODE ITEM --evidence TEXT";
    Waive "waive" ["W"] GATES = "opp waive CODE CONDITION --reason TEXT";
    Force "force" ["f"] GATES = "opp force CODE STAGE --reason TEXT";
    Reopen "reopen" ["R"] PROGRESS = "opp reopen CODE";

    NextRecord "next-record" ["}", "Ctrl+Down"] ROW;
    PrevRecord "prev-record" ["{", "Ctrl+Up"] ROW;
    Ladder "ladder" ["+"] NEEDS = "need add derived_from=CODE FIELD=VALUE";
    Feeds "feeds" ["F10"] WORK = "interview feeds CODE";
    Merge "merge" ["M"] NEEDS = "need merge CODE CODE";

    Versions "versions" ["="] AGREEMENT = "sla diff CODE";
    NextFinding "next-finding" ["]"] AGREEMENT = "sla lint CODE";
    PrevFinding "prev-finding" ["["] AGREEMENT;
    Chain "chain" ["B"] AGREEMENT = "sla chain CODE";

    NextUnanswered "next-unanswered" ["Ctrl+G"] INTERVIEW;
    JumpQuestion "jump-question" ["Ctrl+L"] INTERVIEW;
    MarkUnknown "mark-unknown" ["Ctrl+U"] INTERVIEW = "interview answer CODE QUESTION --unknown WHOM";
    MarkRefused "mark-refused" ["Ctrl+X"] INTERVIEW = "interview answer CODE QUESTION --refused WHY";
    MarkInapplicable "mark-inapplicable" ["Ctrl+D"] INTERVIEW;
    Reading "reading" ["F12"] INTERVIEW;
    People "people" ["Ctrl+P"] INTERVIEW;
    Confidence "confidence" ["Ctrl+O"] INTERVIEW;
    Private "private" ["Ctrl+T"] INTERVIEW;
    Clock "clock" [] INTERVIEW;

    NextSheet "next-sheet" ["F8"] CALCULATOR;
    PrevSheet "prev-sheet" ["F7"] CALCULATOR;
    CopyAnswer "copy-answer" ["F5"] CALCULATOR;
    CopyTable "copy-table" ["F6", "Y"] CALCULATOR;
    GroupPart "group-part" ["m g"] CALCULATOR;
    WantPart "want-part" ["w"] CALCULATOR;
    RemovePart "remove-part" ["d"] CALCULATOR;

    NextField "next-field" ["Tab"] ANYWHERE;
    PrevField "prev-field" ["Shift+Tab"] ANYWHERE;
    Save "save" ["Ctrl+S"] FORMS;

    TakeTheirs "take-theirs" ["t"] CONFLICT;
    TakeMine "take-mine" ["m"] CONFLICT;
    TakeBoth "take-both" ["b"] CONFLICT;
    TakeUp "take-up" ["r"] DRAFTS;
    Compare "compare" ["c"] DRAFTS;
    Discard "discard" ["d"] DRAFTS;
}

impl Action {
    /// The row of this command. The table is made in the order of the enumeration.
    pub fn spec(self) -> &'static Spec {
        &ACTIONS[self as usize]
    }

    /// Where this takes the cursor of a list from line `at`; nothing when it is no step in a list.
    pub fn walked(self, at: usize, last: usize, page: usize) -> Option<usize> {
        Some(match self {
            Self::Up => at.saturating_sub(1),
            Self::Down => (at + 1).min(last),
            Self::PageUp => at.saturating_sub(page),
            Self::PageDown => (at + page).min(last),
            Self::Top => 0,
            Self::Bottom => last,
            _ => return None,
        })
    }

    pub fn name(self) -> &'static str {
        self.spec().name
    }

    pub fn named(name: &str) -> Option<Self> {
        ACTIONS.iter().find(|spec| spec.name == name).map(|spec| spec.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_enumeration() {
        for spec in ACTIONS {
            assert_eq!(spec.action.spec().name, spec.name);
            assert_eq!(Action::named(spec.name), Some(spec.action));
        }
    }

    #[test]
    fn names_are_kebab_case_and_unique() {
        for (i, spec) in ACTIONS.iter().enumerate() {
            assert!(spec.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", spec.name);
            assert!(ACTIONS[..i].iter().all(|other| other.name != spec.name), "{} stands twice", spec.name);
        }
    }
}
