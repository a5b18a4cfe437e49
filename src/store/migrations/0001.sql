-- The first tables of a workspace: itself, the journal, codes, one table for each kind of record, totals of the board.

CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  schema_version INTEGER NOT NULL,
  -- Schema versions a program must know to read and to write this file.
  min_reader INTEGER NOT NULL,
  min_writer INTEGER NOT NULL,
  -- The program that raised the file last.
  app_version TEXT NOT NULL,
  db_id BLOB NOT NULL CHECK (length(db_id) = 16),
  created_ms INTEGER NOT NULL,
  upgraded_ms INTEGER NOT NULL
) STRICT;

-- One thing a person did: the unit of saving and of undo.
CREATE TABLE act (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  actor TEXT NOT NULL,
  device BLOB NOT NULL,
  dev_seq INTEGER NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('tui', 'cli', 'import', 'sync', 'undo', 'migration')),
  verb TEXT NOT NULL,
  undo_of BLOB REFERENCES act (id),
  wall_ms INTEGER NOT NULL,
  clock_flag INTEGER NOT NULL DEFAULT 0,
  app_version TEXT NOT NULL,
  schema_version INTEGER NOT NULL,
  base_server_seq INTEGER,
  server_seq INTEGER UNIQUE,
  prev_hash BLOB,
  hash BLOB NOT NULL,
  UNIQUE (device, dev_seq)
) STRICT;
CREATE INDEX act_by_actor ON act (actor, seq);
CREATE INDEX act_by_undo_of ON act (undo_of) WHERE undo_of IS NOT NULL;

-- Each field an act changed, before and after.
CREATE TABLE chg (
  act INTEGER NOT NULL REFERENCES act (seq),
  n INTEGER NOT NULL,
  entity TEXT NOT NULL,
  entity_id BLOB NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('ins', 'upd', 'del')),
  field TEXT,
  before TEXT,
  after TEXT,
  salt BLOB NOT NULL,
  redacted INTEGER NOT NULL DEFAULT 0 CHECK (redacted IN (0, 1)),
  PRIMARY KEY (act, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX chg_by_entity ON chg (entity, entity_id, act);

CREATE TRIGGER act_is_never_changed BEFORE UPDATE ON act
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER act_is_never_deleted BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END;
CREATE TRIGGER chg_is_never_deleted BEFORE DELETE ON chg
BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END;
-- Except for erasing personal data, once, together with its salt; the values give way to their commitments.
CREATE TRIGGER chg_is_never_changed BEFORE UPDATE ON chg
WHEN NOT (old.redacted = 0 AND new.redacted = 1 AND length(new.salt) = 0
  AND new.act = old.act AND new.n = old.n AND new.entity = old.entity AND new.entity_id = old.entity_id
  AND new.op = old.op AND new.field IS old.field)
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;

-- The next number of each kind of code; year 0 where codes count for ever.
CREATE TABLE code_seq (
  prefix TEXT NOT NULL,
  year INTEGER NOT NULL,
  next INTEGER NOT NULL CHECK (next >= 1),
  PRIMARY KEY (prefix, year)
) STRICT, WITHOUT ROWID;

-- One table for each kind of record, as declared in domain/.

CREATE TABLE "user" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "login" TEXT NOT NULL CHECK (instr("login", char(0)) = 0),
  "name" TEXT NOT NULL CHECK (instr("name", char(0)) = 0),
  "role" TEXT NOT NULL,
  "day_rate_minor" INTEGER,
  "day_rate_ccy" TEXT CHECK (length("day_rate_ccy") = 3),
  "tz" TEXT,
  "capacity_min_per_week" INTEGER,
  CHECK (("day_rate_minor" IS NULL) = ("day_rate_ccy" IS NULL))
) STRICT;

CREATE TABLE "account" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL CHECK (instr("name", char(0)) = 0),
  "short_name" TEXT CHECK (instr("short_name", char(0)) = 0),
  "kind" TEXT NOT NULL,
  "parent" BLOB REFERENCES "account" (id) DEFERRABLE INITIALLY DEFERRED,
  "industry" TEXT CHECK (instr("industry", char(0)) = 0),
  "size_band" TEXT,
  "employees" INTEGER,
  "annual_revenue_minor" INTEGER,
  "annual_revenue_ccy" TEXT CHECK (length("annual_revenue_ccy") = 3),
  "it_maturity" INTEGER,
  "app_status" INTEGER,
  "relation_level" INTEGER,
  "dev_stage" TEXT,
  "growth_flags" TEXT CHECK (json_type("growth_flags") = 'array' AND instr("growth_flags", char(0)) = 0),
  "growth_notes" TEXT CHECK (instr("growth_notes", char(0)) = 0),
  "strategy_notes" TEXT CHECK (instr("strategy_notes", char(0)) = 0),
  "policy_drivers" TEXT CHECK (instr("policy_drivers", char(0)) = 0),
  "it_strategy_notes" TEXT CHECK (instr("it_strategy_notes", char(0)) = 0),
  "decision_process_notes" TEXT CHECK (instr("decision_process_notes", char(0)) = 0),
  "it_budget_minor" INTEGER,
  "it_budget_ccy" TEXT CHECK (length("it_budget_ccy") = 3),
  "owner" BLOB NOT NULL REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "deputy" BLOB REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "service_manager" BLOB REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "tz" TEXT NOT NULL,
  "locale" TEXT NOT NULL,
  "ccy" TEXT NOT NULL CHECK (length("ccy") = 3),
  "tier_override" TEXT,
  "tier_reason" TEXT CHECK (instr("tier_reason", char(0)) = 0),
  "tier_until" TEXT CHECK ("tier_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "closed_at" TEXT CHECK ("closed_at" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "closed_reason" TEXT,
  CHECK (("annual_revenue_minor" IS NULL) = ("annual_revenue_ccy" IS NULL)),
  CHECK (("it_budget_minor" IS NULL) = ("it_budget_ccy" IS NULL))
) STRICT;
CREATE INDEX account_by_parent ON "account" ("parent");
CREATE INDEX account_by_owner ON "account" ("owner");
CREATE INDEX account_by_deputy ON "account" ("deputy");
CREATE INDEX account_by_service_manager ON "account" ("service_manager");

CREATE TABLE "contact" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "full_name" TEXT NOT NULL CHECK (instr("full_name", char(0)) = 0),
  "name_latin" TEXT CHECK (instr("name_latin", char(0)) = 0),
  "salutation" TEXT CHECK (instr("salutation", char(0)) = 0),
  "level" INTEGER NOT NULL,
  "phones" TEXT CHECK (json_type("phones") = 'array' AND instr("phones", char(0)) = 0),
  "emails" TEXT CHECK (json_type("emails") = 'array' AND instr("emails", char(0)) = 0),
  "im" TEXT CHECK (json_type("im") = 'array' AND instr("im", char(0)) = 0),
  "consent" TEXT NOT NULL,
  "birthday" TEXT CHECK ("birthday" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "hobbies" TEXT CHECK (instr("hobbies", char(0)) = 0),
  "notes" TEXT CHECK (instr("notes", char(0)) = 0)
) STRICT;

CREATE TABLE "employment" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "contact" BLOB NOT NULL REFERENCES "contact" (id) DEFERRABLE INITIALLY DEFERRED,
  "account" BLOB NOT NULL REFERENCES "account" (id) DEFERRABLE INITIALLY DEFERRED,
  "title" TEXT NOT NULL CHECK (instr("title", char(0)) = 0),
  "dept" TEXT CHECK (instr("dept", char(0)) = 0),
  "level" INTEGER NOT NULL,
  "from" TEXT NOT NULL CHECK ("from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "to" TEXT CHECK ("to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "left_reason" TEXT
) STRICT;
CREATE INDEX employment_by_contact ON "employment" ("contact");
CREATE INDEX employment_by_account ON "employment" ("account");

CREATE TABLE "influence" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "contact" BLOB NOT NULL REFERENCES "contact" (id) DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL,
  "other" BLOB NOT NULL REFERENCES "contact" (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX influence_by_contact ON "influence" ("contact");
CREATE INDEX influence_by_other ON "influence" ("other");

CREATE TABLE "competitor" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL CHECK (instr("name", char(0)) = 0),
  "kind" TEXT NOT NULL,
  "strengths" TEXT CHECK (instr("strengths", char(0)) = 0),
  "weaknesses" TEXT CHECK (instr("weaknesses", char(0)) = 0),
  "price_level" TEXT,
  "typical_traps" TEXT CHECK (instr("typical_traps", char(0)) = 0)
) STRICT;

CREATE TABLE "opportunity" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "title" TEXT NOT NULL CHECK (instr("title", char(0)) = 0),
  "account" BLOB NOT NULL REFERENCES "account" (id) DEFERRABLE INITIALLY DEFERRED,
  "owner" BLOB NOT NULL REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "presales_lead" BLOB REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL,
  "renews" BLOB REFERENCES "agreement" (id) DEFERRABLE INITIALLY DEFERRED,
  "source" TEXT,
  "stage" TEXT NOT NULL CHECK (instr("stage", char(0)) = 0),
  "entered_stage_on" TEXT CHECK ("entered_stage_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "status" TEXT NOT NULL,
  "hold_until" TEXT CHECK ("hold_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "status_reason" TEXT CHECK (instr("status_reason", char(0)) = 0),
  "amount_minor" INTEGER,
  "amount_ccy" TEXT CHECK (length("amount_ccy") = 3),
  "amount_basis" TEXT,
  "recurring_amount_minor" INTEGER,
  "recurring_amount_ccy" TEXT CHECK (length("recurring_amount_ccy") = 3),
  "probability_bp" INTEGER,
  "probability_reason" TEXT CHECK (instr("probability_reason", char(0)) = 0),
  "expected_close_on" TEXT CHECK ("expected_close_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "pains" TEXT CHECK (json_type("pains") = 'array' AND instr("pains", char(0)) = 0),
  "itches" TEXT CHECK (json_type("itches") = 'array' AND instr("itches", char(0)) = 0),
  "compelling_event" TEXT CHECK (instr("compelling_event", char(0)) = 0),
  "compelling_on" TEXT CHECK ("compelling_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "budget_status" TEXT NOT NULL,
  "budget_minor" INTEGER,
  "budget_ccy" TEXT CHECK (length("budget_ccy") = 3),
  "budget_year" INTEGER,
  "procurement_mode" TEXT NOT NULL,
  "tender_notice_on" TEXT CHECK ("tender_notice_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "tender_due_at" INTEGER,
  "tender_open_on" TEXT CHECK ("tender_open_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "department_in_charge" TEXT CHECK (instr("department_in_charge", char(0)) = 0),
  "next_step" TEXT CHECK (instr("next_step", char(0)) = 0),
  "next_step_due" TEXT CHECK ("next_step_due" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "next_step_owner" BLOB REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "effort_cap_min" INTEGER,
  "initiation_approved" INTEGER CHECK ("initiation_approved" IN (0, 1)),
  "initiation_approved_on" TEXT CHECK ("initiation_approved_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "initiation_approver" BLOB REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "initiation_budget_minor" INTEGER,
  "initiation_budget_ccy" TEXT CHECK (length("initiation_budget_ccy") = 3),
  "tags" TEXT CHECK (json_type("tags") = 'array' AND instr("tags", char(0)) = 0),
  "loss_reason" TEXT,
  "loss_note" TEXT CHECK (instr("loss_note", char(0)) = 0),
  "lost_to" BLOB REFERENCES "competitor" (id) DEFERRABLE INITIALLY DEFERRED,
  "lost_price_minor" INTEGER,
  "lost_price_ccy" TEXT CHECK (length("lost_price_ccy") = 3),
  "lessons" TEXT CHECK (instr("lessons", char(0)) = 0),
  "won_on" TEXT CHECK ("won_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "lost_on" TEXT CHECK ("lost_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "rank" INTEGER,
  CHECK (("amount_minor" IS NULL) = ("amount_ccy" IS NULL)),
  CHECK (("recurring_amount_minor" IS NULL) = ("recurring_amount_ccy" IS NULL)),
  CHECK (("budget_minor" IS NULL) = ("budget_ccy" IS NULL)),
  CHECK (("initiation_budget_minor" IS NULL) = ("initiation_budget_ccy" IS NULL)),
  CHECK (("lost_price_minor" IS NULL) = ("lost_price_ccy" IS NULL))
) STRICT;
CREATE INDEX opportunity_by_account ON "opportunity" ("account");
CREATE INDEX opportunity_by_owner ON "opportunity" ("owner");
CREATE INDEX opportunity_by_presales_lead ON "opportunity" ("presales_lead");
CREATE INDEX opportunity_by_renews ON "opportunity" ("renews");
CREATE INDEX opportunity_by_next_step_owner ON "opportunity" ("next_step_owner");
CREATE INDEX opportunity_by_initiation_approver ON "opportunity" ("initiation_approver");
CREATE INDEX opportunity_by_lost_to ON "opportunity" ("lost_to");

CREATE TABLE "deal_role" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "opportunity" BLOB NOT NULL REFERENCES "opportunity" (id) DEFERRABLE INITIALLY DEFERRED,
  "contact" BLOB NOT NULL REFERENCES "contact" (id) DEFERRABLE INITIALLY DEFERRED,
  "roles" TEXT NOT NULL CHECK (json_type("roles") = 'array' AND instr("roles", char(0)) = 0),
  "decision_power" INTEGER NOT NULL,
  "attitude" INTEGER,
  "attitude_evidence" TEXT CHECK (instr("attitude_evidence", char(0)) = 0),
  "assessed_on" TEXT CHECK ("assessed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE INDEX deal_role_by_opportunity ON "deal_role" ("opportunity");
CREATE INDEX deal_role_by_contact ON "deal_role" ("contact");

CREATE TABLE "incumbent" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "opportunity" BLOB NOT NULL REFERENCES "opportunity" (id) DEFERRABLE INITIALLY DEFERRED,
  "product" TEXT NOT NULL CHECK (instr("product", char(0)) = 0),
  "vendor" TEXT CHECK (instr("vendor", char(0)) = 0),
  "since" TEXT CHECK ("since" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "pros" TEXT CHECK (instr("pros", char(0)) = 0),
  "cons" TEXT CHECK (instr("cons", char(0)) = 0),
  "attitude" INTEGER,
  "contract_end" TEXT CHECK ("contract_end" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE INDEX incumbent_by_opportunity ON "incumbent" ("opportunity");

CREATE TABLE "rival" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "opportunity" BLOB NOT NULL REFERENCES "opportunity" (id) DEFERRABLE INITIALLY DEFERRED,
  "competitor" BLOB NOT NULL REFERENCES "competitor" (id) DEFERRABLE INITIALLY DEFERRED,
  "position" TEXT NOT NULL,
  "customer_attitude" INTEGER,
  "our_counter" TEXT CHECK (instr("our_counter", char(0)) = 0)
) STRICT;
CREATE INDEX rival_by_opportunity ON "rival" ("opportunity");
CREATE INDEX rival_by_competitor ON "rival" ("competitor");

CREATE TABLE "decision_step" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "opportunity" BLOB NOT NULL REFERENCES "opportunity" (id) DEFERRABLE INITIALLY DEFERRED,
  "position" INTEGER NOT NULL,
  "step" TEXT NOT NULL CHECK (instr("step", char(0)) = 0),
  "contact" BLOB REFERENCES "contact" (id) DEFERRABLE INITIALLY DEFERRED,
  "done_on" TEXT CHECK ("done_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE INDEX decision_step_by_opportunity ON "decision_step" ("opportunity");
CREATE INDEX decision_step_by_contact ON "decision_step" ("contact");

CREATE TABLE "effort" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "opportunity" BLOB NOT NULL REFERENCES "opportunity" (id) DEFERRABLE INITIALLY DEFERRED,
  "user" BLOB NOT NULL REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "date" TEXT NOT NULL CHECK ("date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "minutes" INTEGER NOT NULL,
  "activity" TEXT NOT NULL,
  "rate_minor" INTEGER,
  "rate_ccy" TEXT CHECK (length("rate_ccy") = 3),
  CHECK (("rate_minor" IS NULL) = ("rate_ccy" IS NULL))
) STRICT;
CREATE INDEX effort_by_opportunity ON "effort" ("opportunity");
CREATE INDEX effort_by_user ON "effort" ("user");

CREATE TABLE "expense" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "opportunity" BLOB NOT NULL REFERENCES "opportunity" (id) DEFERRABLE INITIALLY DEFERRED,
  "date" TEXT NOT NULL CHECK ("date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "kind" TEXT NOT NULL,
  "amount_minor" INTEGER NOT NULL,
  "amount_ccy" TEXT NOT NULL CHECK (length("amount_ccy") = 3),
  "refundable" INTEGER CHECK ("refundable" IN (0, 1)),
  "note" TEXT CHECK (instr("note", char(0)) = 0)
) STRICT;
CREATE INDEX expense_by_opportunity ON "expense" ("opportunity");

CREATE TABLE "activity" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "at" INTEGER NOT NULL,
  "duration_min" INTEGER,
  "account" BLOB NOT NULL REFERENCES "account" (id) DEFERRABLE INITIALLY DEFERRED,
  "opportunity" BLOB REFERENCES "opportunity" (id) DEFERRABLE INITIALLY DEFERRED,
  "contacts" TEXT CHECK (json_type("contacts") = 'array' AND instr("contacts", char(0)) = 0),
  "users" TEXT CHECK (json_type("users") = 'array' AND instr("users", char(0)) = 0),
  "method" TEXT NOT NULL,
  "direction" TEXT,
  "two_way" INTEGER NOT NULL CHECK ("two_way" IN (0, 1)),
  "depth" INTEGER NOT NULL,
  "summary" TEXT NOT NULL CHECK (instr("summary", char(0)) = 0),
  "key_info" INTEGER CHECK ("key_info" IN (0, 1)),
  "insight" TEXT CHECK (instr("insight", char(0)) = 0),
  "reported_to" BLOB REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "reported_at" INTEGER,
  "next_step" TEXT CHECK (instr("next_step", char(0)) = 0),
  "next_step_due" TEXT CHECK ("next_step_due" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "satisfaction_signal" INTEGER
) STRICT;
CREATE INDEX activity_by_account ON "activity" ("account");
CREATE INDEX activity_by_opportunity ON "activity" ("opportunity");
CREATE INDEX activity_by_reported_to ON "activity" ("reported_to");

CREATE TABLE "interview" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "title" TEXT NOT NULL CHECK (instr("title", char(0)) = 0),
  "template" TEXT NOT NULL CHECK (instr("template", char(0)) = 0),
  "template_version" INTEGER NOT NULL,
  "account" BLOB NOT NULL REFERENCES "account" (id) DEFERRABLE INITIALLY DEFERRED,
  "opportunity" BLOB REFERENCES "opportunity" (id) DEFERRABLE INITIALLY DEFERRED,
  "contacts" TEXT CHECK (json_type("contacts") = 'array' AND instr("contacts", char(0)) = 0),
  "interviewers" TEXT CHECK (json_type("interviewers") = 'array' AND instr("interviewers", char(0)) = 0),
  "planned_at" INTEGER,
  "held_at" INTEGER,
  "place" TEXT CHECK (instr("place", char(0)) = 0),
  "method" TEXT,
  "state" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "notes" TEXT CHECK (instr("notes", char(0)) = 0),
  "signed_off_by" BLOB REFERENCES "contact" (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX interview_by_account ON "interview" ("account");
CREATE INDEX interview_by_opportunity ON "interview" ("opportunity");
CREATE INDEX interview_by_signed_off_by ON "interview" ("signed_off_by");

CREATE TABLE "answer" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "interview" BLOB NOT NULL REFERENCES "interview" (id) DEFERRABLE INITIALLY DEFERRED,
  "question" TEXT NOT NULL CHECK (instr("question", char(0)) = 0),
  "raw" TEXT CHECK (instr("raw", char(0)) = 0),
  "value" TEXT CHECK (instr("value", char(0)) = 0),
  "status" TEXT NOT NULL,
  "status_reason" TEXT CHECK (instr("status_reason", char(0)) = 0),
  "by" BLOB REFERENCES "contact" (id) DEFERRABLE INITIALLY DEFERRED,
  "confidence" TEXT NOT NULL,
  "private" INTEGER CHECK ("private" IN (0, 1)),
  "at" INTEGER
) STRICT;
CREATE INDEX answer_by_interview ON "answer" ("interview");
CREATE INDEX answer_by_by ON "answer" ("by");

CREATE TABLE "need" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "title" TEXT NOT NULL CHECK (instr("title", char(0)) = 0),
  "opportunity" BLOB NOT NULL REFERENCES "opportunity" (id) DEFERRABLE INITIALLY DEFERRED,
  "statement" TEXT NOT NULL CHECK (instr("statement", char(0)) = 0),
  "level" TEXT NOT NULL,
  "derived_from" BLOB REFERENCES "need" (id) DEFERRABLE INITIALLY DEFERRED,
  "scope" TEXT NOT NULL,
  "analysis" TEXT NOT NULL,
  "aspect" TEXT,
  "priority" TEXT,
  "value_note" TEXT CHECK (instr("value_note", char(0)) = 0),
  "metric" TEXT CHECK (instr("metric", char(0)) = 0),
  "target_value" INTEGER,
  "unit" TEXT CHECK (instr("unit", char(0)) = 0),
  "deadline" TEXT CHECK ("deadline" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "requester" BLOB REFERENCES "contact" (id) DEFERRABLE INITIALLY DEFERRED,
  "confirmed_by" BLOB REFERENCES "contact" (id) DEFERRABLE INITIALLY DEFERRED,
  "confirmed_on" TEXT CHECK ("confirmed_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "dept" TEXT CHECK (instr("dept", char(0)) = 0),
  "state" TEXT NOT NULL,
  "state_reason" TEXT CHECK (instr("state_reason", char(0)) = 0),
  "deferred_to" TEXT CHECK ("deferred_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE INDEX need_by_opportunity ON "need" ("opportunity");
CREATE INDEX need_by_derived_from ON "need" ("derived_from");
CREATE INDEX need_by_requester ON "need" ("requester");
CREATE INDEX need_by_confirmed_by ON "need" ("confirmed_by");

CREATE TABLE "gap" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "opportunity" BLOB NOT NULL REFERENCES "opportunity" (id) DEFERRABLE INITIALLY DEFERRED,
  "statement" TEXT NOT NULL CHECK (instr("statement", char(0)) = 0),
  "current" TEXT NOT NULL CHECK (instr("current", char(0)) = 0),
  "desired" TEXT NOT NULL CHECK (instr("desired", char(0)) = 0),
  "kind" TEXT NOT NULL,
  "aspect" TEXT,
  "severity" INTEGER NOT NULL,
  "needs" TEXT CHECK (json_type("needs") = 'array' AND instr("needs", char(0)) = 0),
  "measure" TEXT CHECK (instr("measure", char(0)) = 0),
  "cost_estimate_minor" INTEGER,
  "cost_estimate_ccy" TEXT CHECK (length("cost_estimate_ccy") = 3),
  "state" TEXT NOT NULL,
  CHECK (("cost_estimate_minor" IS NULL) = ("cost_estimate_ccy" IS NULL))
) STRICT;
CREATE INDEX gap_by_opportunity ON "gap" ("opportunity");

CREATE TABLE "calendar" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL CHECK (instr("name", char(0)) = 0),
  "tz" TEXT NOT NULL,
  "windows" TEXT NOT NULL CHECK (json_type("windows") = 'array' AND instr("windows", char(0)) = 0),
  "holidays" TEXT CHECK (json_type("holidays") = 'array' AND instr("holidays", char(0)) = 0),
  "make_up_days" TEXT CHECK (json_type("make_up_days") = 'array' AND instr("make_up_days", char(0)) = 0),
  "special_days" TEXT CHECK (json_type("special_days") = 'array' AND instr("special_days", char(0)) = 0),
  "valid_from" TEXT CHECK ("valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "valid_to" TEXT NOT NULL CHECK ("valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE "agreement" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "title" TEXT NOT NULL CHECK (instr("title", char(0)) = 0),
  "kind" TEXT NOT NULL,
  "multi_level" TEXT,
  "provider" TEXT NOT NULL CHECK (instr("provider", char(0)) = 0),
  "receiver" TEXT NOT NULL CHECK (instr("receiver", char(0)) = 0),
  "account" BLOB REFERENCES "account" (id) DEFERRABLE INITIALLY DEFERRED,
  "opportunity" BLOB REFERENCES "opportunity" (id) DEFERRABLE INITIALLY DEFERRED,
  "supports" BLOB REFERENCES "agreement" (id) DEFERRABLE INITIALLY DEFERRED,
  "annexed_to" BLOB REFERENCES "agreement" (id) DEFERRABLE INITIALLY DEFERRED,
  "legally_binding" INTEGER CHECK ("legally_binding" IN (0, 1)),
  "ccy" TEXT NOT NULL CHECK (length("ccy") = 3),
  "ci_record" TEXT CHECK (instr("ci_record", char(0)) = 0)
) STRICT;
CREATE INDEX agreement_by_account ON "agreement" ("account");
CREATE INDEX agreement_by_opportunity ON "agreement" ("opportunity");
CREATE INDEX agreement_by_supports ON "agreement" ("supports");
CREATE INDEX agreement_by_annexed_to ON "agreement" ("annexed_to");

CREATE TABLE "agreement_version" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "agreement" BLOB NOT NULL REFERENCES "agreement" (id) DEFERRABLE INITIALLY DEFERRED,
  "number" TEXT NOT NULL CHECK (instr("number", char(0)) = 0),
  "state" TEXT NOT NULL,
  "languages" TEXT NOT NULL CHECK (json_type("languages") = 'array' AND instr("languages", char(0)) = 0),
  "governing_language" TEXT NOT NULL,
  "effective_from" TEXT CHECK ("effective_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "effective_to" TEXT CHECK ("effective_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "notice_days" INTEGER,
  "renewal" TEXT,
  "tz" TEXT,
  "service_calendar" BLOB REFERENCES "calendar" (id) DEFERRABLE INITIALLY DEFERRED,
  "support_calendar" BLOB REFERENCES "calendar" (id) DEFERRABLE INITIALLY DEFERRED,
  "review_every_months" INTEGER,
  "next_review_on" TEXT CHECK ("next_review_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "priority_matrix" TEXT CHECK (instr("priority_matrix", char(0)) = 0),
  "author" BLOB REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "reviewer" BLOB REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "content_hash" TEXT CHECK (instr("content_hash", char(0)) = 0)
) STRICT;
CREATE INDEX agreement_version_by_agreement ON "agreement_version" ("agreement");
CREATE INDEX agreement_version_by_service_calendar ON "agreement_version" ("service_calendar");
CREATE INDEX agreement_version_by_support_calendar ON "agreement_version" ("support_calendar");
CREATE INDEX agreement_version_by_author ON "agreement_version" ("author");
CREATE INDEX agreement_version_by_reviewer ON "agreement_version" ("reviewer");

CREATE TABLE "clause" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "version" BLOB NOT NULL REFERENCES "agreement_version" (id) DEFERRABLE INITIALLY DEFERRED,
  "section" TEXT NOT NULL CHECK (instr("section", char(0)) = 0),
  "language" TEXT NOT NULL,
  "text" TEXT CHECK (instr("text", char(0)) = 0),
  "origin" TEXT
) STRICT;
CREATE INDEX clause_by_version ON "clause" ("version");

CREATE TABLE "target" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "version" BLOB NOT NULL REFERENCES "agreement_version" (id) DEFERRABLE INITIALLY DEFERRED,
  "label" TEXT NOT NULL CHECK (instr("label", char(0)) = 0),
  "service" TEXT CHECK (instr("service", char(0)) = 0),
  "component" TEXT CHECK (instr("component", char(0)) = 0),
  "metric" TEXT,
  "ticket_type" TEXT,
  "priority" INTEGER,
  "operator" TEXT,
  "value" INTEGER,
  "unit" TEXT,
  "attainment_ppm" INTEGER,
  "percentile" INTEGER,
  "min_sample" INTEGER,
  "period" TEXT,
  "rolling_days" INTEGER,
  "hours_basis" TEXT,
  "clock_start" TEXT,
  "clock_stop" TEXT,
  "pause_on" TEXT CHECK (json_type("pause_on") = 'array' AND instr("pause_on", char(0)) = 0),
  "day_semantics" TEXT,
  "measure_point" TEXT CHECK (instr("measure_point", char(0)) = 0),
  "data_source" TEXT CHECK (instr("data_source", char(0)) = 0),
  "polling_sec" INTEGER,
  "tool" TEXT CHECK (instr("tool", char(0)) = 0),
  "owner" BLOB REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "origin" TEXT
) STRICT;
CREATE INDEX target_by_version ON "target" ("version");
CREATE INDEX target_by_owner ON "target" ("owner");

CREATE TABLE "trace" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "source_kind" TEXT NOT NULL CHECK (instr("source_kind", char(0)) = 0),
  "source" TEXT NOT NULL CHECK (instr("source", char(0)) = 0),
  "target_kind" TEXT NOT NULL CHECK (instr("target_kind", char(0)) = 0),
  "target" TEXT NOT NULL CHECK (instr("target", char(0)) = 0)
) STRICT;

-- Lists and the board read these in order.
CREATE UNIQUE INDEX user_by_login ON user (login);
CREATE INDEX account_by_name ON account (archived, name, id);
CREATE INDEX contact_by_name ON contact (archived, full_name, id);
CREATE INDEX competitor_by_name ON competitor (archived, name, id);
CREATE INDEX account_by_code ON account (archived, code DESC);
CREATE INDEX opportunity_by_code ON opportunity (archived, code DESC);
CREATE INDEX interview_by_code ON interview (archived, code DESC);
CREATE INDEX need_by_code ON need (archived, code DESC);
CREATE INDEX gap_by_code ON gap (archived, code DESC);
CREATE INDEX agreement_by_code ON agreement (archived, code DESC);
CREATE INDEX opportunity_by_rank ON opportunity (stage, archived, rank, id);
CREATE INDEX activity_by_time ON activity (account, at);
CREATE INDEX effort_by_date ON effort (opportunity, date);
CREATE INDEX trace_by_source ON trace (source);
CREATE INDEX trace_by_target ON trace (target);
CREATE UNIQUE INDEX answer_by_question ON answer (interview, question);
CREATE UNIQUE INDEX clause_by_section ON clause (version, section, language);

-- How many cards a stage holds and what they are worth, by currency ('' without amount): counting them for every
-- picture of the board would be slow.
CREATE TABLE stage_total (
  stage TEXT NOT NULL,
  ccy TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count >= 0),
  sum_minor INTEGER NOT NULL,
  PRIMARY KEY (stage, ccy)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER opportunity_comes AFTER INSERT ON opportunity WHEN new.archived = 0
BEGIN
  INSERT INTO stage_total VALUES (new.stage, coalesce(new.amount_ccy, ''), 1, coalesce(new.amount_minor, 0))
  ON CONFLICT (stage, ccy) DO UPDATE SET count = count + 1, sum_minor = sum_minor + excluded.sum_minor;
END;
CREATE TRIGGER opportunity_goes AFTER DELETE ON opportunity WHEN old.archived = 0
BEGIN
  UPDATE stage_total SET count = count - 1, sum_minor = sum_minor - coalesce(old.amount_minor, 0)
  WHERE stage = old.stage AND ccy = coalesce(old.amount_ccy, '');
  DELETE FROM stage_total WHERE stage = old.stage AND ccy = coalesce(old.amount_ccy, '') AND count = 0;
END;
CREATE TRIGGER opportunity_leaves_total
AFTER UPDATE OF stage, archived, amount_minor, amount_ccy ON opportunity WHEN old.archived = 0
BEGIN
  UPDATE stage_total SET count = count - 1, sum_minor = sum_minor - coalesce(old.amount_minor, 0)
  WHERE stage = old.stage AND ccy = coalesce(old.amount_ccy, '');
  DELETE FROM stage_total WHERE stage = old.stage AND ccy = coalesce(old.amount_ccy, '') AND count = 0;
END;
CREATE TRIGGER opportunity_enters_total
AFTER UPDATE OF stage, archived, amount_minor, amount_ccy ON opportunity WHEN new.archived = 0
BEGIN
  INSERT INTO stage_total VALUES (new.stage, coalesce(new.amount_ccy, ''), 1, coalesce(new.amount_minor, 0))
  ON CONFLICT (stage, ccy) DO UPDATE SET count = count + 1, sum_minor = sum_minor + excluded.sum_minor;
END;
