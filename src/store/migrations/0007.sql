-- Agreements in full: the services they cover, verbal promises, and the tables of a version, each in one field.
-- Their values are checked before they are written, so the schema stays small: it is read at every start.

CREATE TABLE "service" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0,
  "name" TEXT NOT NULL,
  "name_zh" TEXT,
  "name_ru" TEXT,
  "owner" BLOB REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "description" TEXT,
  "outcomes" TEXT,
  "view" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "release_on" TEXT,
  "retired_on" TEXT,
  "service_hours" BLOB REFERENCES "calendar" (id) DEFERRABLE INITIALLY DEFERRED,
  "support_hours" BLOB REFERENCES "calendar" (id) DEFERRABLE INITIALLY DEFERRED,
  "personal_data" INTEGER,
  "security_critical" INTEGER,
  "price_unit" TEXT,
  "list_price_minor" INTEGER,
  "list_price_ccy" TEXT,
  "floor_price_minor" INTEGER,
  "floor_price_ccy" TEXT,
  "components" TEXT,
  "standard_targets" TEXT
) STRICT;
CREATE INDEX service_by_owner ON "service" ("owner");
CREATE INDEX service_by_service_hours ON "service" ("service_hours");
CREATE INDEX service_by_support_hours ON "service" ("support_hours");

CREATE TABLE "commitment" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0,
  "opportunity" BLOB NOT NULL REFERENCES "opportunity" (id) DEFERRABLE INITIALLY DEFERRED,
  "text" TEXT NOT NULL,
  "made_by" BLOB NOT NULL REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "to_contact" BLOB REFERENCES "contact" (id) DEFERRABLE INITIALLY DEFERRED,
  "on" TEXT NOT NULL,
  "est_cost_minor" INTEGER,
  "est_cost_ccy" TEXT,
  "disposition" TEXT NOT NULL,
  "disposed_on" TEXT,
  "due" TEXT
) STRICT;
CREATE INDEX commitment_by_opportunity ON "commitment" ("opportunity");
CREATE INDEX commitment_by_made_by ON "commitment" ("made_by");
CREATE INDEX commitment_by_to_contact ON "commitment" ("to_contact");

ALTER TABLE "agreement_version" ADD COLUMN "services" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "on_call" INTEGER;
ALTER TABLE "agreement_version" ADD COLUMN "channels" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "customer_wait_max_sec" INTEGER;
ALTER TABLE "agreement_version" ADD COLUMN "auto_close_days" INTEGER;
ALTER TABLE "agreement_version" ADD COLUMN "backup_interval_sec" INTEGER;
ALTER TABLE "agreement_version" ADD COLUMN "service_review_months" INTEGER;
ALTER TABLE "agreement_version" ADD COLUMN "total_minor" INTEGER;
ALTER TABLE "agreement_version" ADD COLUMN "total_ccy" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "planned_margin_minor" INTEGER;
ALTER TABLE "agreement_version" ADD COLUMN "planned_margin_ccy" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "penalty_cap_minor" INTEGER;
ALTER TABLE "agreement_version" ADD COLUMN "penalty_cap_ccy" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "rate_clause" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "discount_limit_bp" INTEGER;
ALTER TABLE "agreement_version" ADD COLUMN "definitions" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "priority_levels" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "workload_limits" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "volumes" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "exclusions" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "maintenance" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "escalations" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "reports" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "credits" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "credit_tiers" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "prices" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "milestones" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "signatories" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "duties" TEXT;
ALTER TABLE "agreement_version" ADD COLUMN "acknowledged" TEXT;
ALTER TABLE "target" ADD COLUMN "unavailable_criterion" TEXT;
ALTER TABLE "target" ADD COLUMN "deviation" TEXT;
ALTER TABLE "agreement" ADD COLUMN "ci_version" TEXT;
ALTER TABLE "agreement" ADD COLUMN "ci_hash" TEXT;
