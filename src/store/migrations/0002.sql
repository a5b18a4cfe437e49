-- Gates: an override stands on the card, marks in check-lists, waived conditions.

ALTER TABLE "opportunity" ADD COLUMN "forced_reason" TEXT CHECK (instr("forced_reason", char(0)) = 0);

CREATE TABLE "check_mark" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "opportunity" BLOB NOT NULL REFERENCES "opportunity" (id) DEFERRABLE INITIALLY DEFERRED,
  "item" TEXT NOT NULL CHECK (instr("item", char(0)) = 0),
  "state" TEXT NOT NULL,
  "evidence" TEXT CHECK (instr("evidence", char(0)) = 0),
  "owner" BLOB REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "due" TEXT CHECK ("due" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE INDEX check_mark_by_opportunity ON "check_mark" ("opportunity");
CREATE INDEX check_mark_by_owner ON "check_mark" ("owner");

CREATE TABLE "waiver" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "opportunity" BLOB NOT NULL REFERENCES "opportunity" (id) DEFERRABLE INITIALLY DEFERRED,
  "condition" TEXT NOT NULL CHECK (instr("condition", char(0)) = 0),
  "reason" TEXT NOT NULL CHECK (instr("reason", char(0)) = 0)
) STRICT;
CREATE INDEX waiver_by_opportunity ON "waiver" ("opportunity");

CREATE UNIQUE INDEX check_mark_by_item ON check_mark (opportunity, item);
CREATE UNIQUE INDEX waiver_by_condition ON waiver (opportunity, condition);
