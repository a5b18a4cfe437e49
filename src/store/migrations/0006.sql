-- The board: weighted sums kept with the totals, orders beside that by hand.

-- Basis points with which deals of a stage count, and whether their own ones go first: they do in open stages. A change
-- of a row here weighs the deals of its stage anew.
CREATE TABLE stage_chance (
  stage TEXT PRIMARY KEY,
  bp INTEGER NOT NULL,
  own INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO stage_chance VALUES
  ('LEAD', 500, 1), ('QUALIFIED', 1000, 1), ('RESEARCH', 2500, 1), ('SOLUTION', 4000, 1),
  ('SHOWCASE', 5500, 1), ('BID', 6500, 1), ('NEGOTIATION', 8000, 1), ('WON', 10000, 0), ('LOST', 0, 0),
  ('DISQUALIFIED', 0, 0), ('RENEWAL_DUE', 5000, 1), ('RENEWAL_REVIEW', 6000, 1), ('RENEWAL_OFFER', 7500, 1),
  ('RENEWAL_TERMS', 8500, 1), ('RENEWED', 10000, 0), ('NOT_RENEWED', 0, 0), ('RENEWAL_DROPPED', 0, 0),
  ('DORMANT', 200, 1), ('RECONNECT', 500, 1), ('DIAGNOSE', 1500, 1), ('REACTIVATION_OFFER', 4000, 1),
  ('RESTART', 7000, 1), ('REACTIVATED', 10000, 0), ('NOT_REACTIVATED', 0, 0), ('REACTIVATION_DROPPED', 0, 0);

-- Each deal's amount times its chance, half away from zero, then added up (06-metrics 6.1). Whole and rest are weighed
-- apart: their product would not fit.
ALTER TABLE stage_total ADD COLUMN weighted_minor INTEGER NOT NULL DEFAULT 0;

DROP TRIGGER opportunity_comes;
DROP TRIGGER opportunity_goes;
DROP TRIGGER opportunity_leaves_total;
DROP TRIGGER opportunity_enters_total;

CREATE TRIGGER opportunity_comes AFTER INSERT ON opportunity WHEN new.archived = 0
BEGIN
  INSERT INTO stage_total
  SELECT new.stage, coalesce(new.amount_ccy, ''), 1, minor, minor / 10000 * bp + (minor % 10000 * bp + sign(minor) * 5000) / 10000
  FROM (SELECT coalesce(new.amount_minor, 0) AS minor,
    coalesce((SELECT iif(own, coalesce(new.probability_bp, bp), bp) FROM stage_chance WHERE stage = new.stage), 0) AS bp)
  WHERE true
  ON CONFLICT (stage, ccy) DO UPDATE SET count = count + 1, sum_minor = sum_minor + excluded.sum_minor,
    weighted_minor = weighted_minor + excluded.weighted_minor;
END;
CREATE TRIGGER opportunity_enters_total
AFTER UPDATE OF stage, archived, amount_minor, amount_ccy, probability_bp ON opportunity WHEN new.archived = 0
BEGIN
  INSERT INTO stage_total
  SELECT new.stage, coalesce(new.amount_ccy, ''), 1, minor, minor / 10000 * bp + (minor % 10000 * bp + sign(minor) * 5000) / 10000
  FROM (SELECT coalesce(new.amount_minor, 0) AS minor,
    coalesce((SELECT iif(own, coalesce(new.probability_bp, bp), bp) FROM stage_chance WHERE stage = new.stage), 0) AS bp)
  WHERE true
  ON CONFLICT (stage, ccy) DO UPDATE SET count = count + 1, sum_minor = sum_minor + excluded.sum_minor,
    weighted_minor = weighted_minor + excluded.weighted_minor;
END;
CREATE TRIGGER opportunity_goes AFTER DELETE ON opportunity WHEN old.archived = 0
BEGIN
  UPDATE stage_total SET count = count - 1, sum_minor = sum_minor - minor,
    weighted_minor = weighted_minor - (minor / 10000 * bp + (minor % 10000 * bp + sign(minor) * 5000) / 10000)
  FROM (SELECT coalesce(old.amount_minor, 0) AS minor,
    coalesce((SELECT iif(own, coalesce(old.probability_bp, bp), bp) FROM stage_chance WHERE stage = old.stage), 0) AS bp)
  WHERE stage = old.stage AND ccy = coalesce(old.amount_ccy, '');
  DELETE FROM stage_total WHERE stage = old.stage AND ccy = coalesce(old.amount_ccy, '') AND count = 0;
END;
CREATE TRIGGER opportunity_leaves_total
AFTER UPDATE OF stage, archived, amount_minor, amount_ccy, probability_bp ON opportunity WHEN old.archived = 0
BEGIN
  UPDATE stage_total SET count = count - 1, sum_minor = sum_minor - minor,
    weighted_minor = weighted_minor - (minor / 10000 * bp + (minor % 10000 * bp + sign(minor) * 5000) / 10000)
  FROM (SELECT coalesce(old.amount_minor, 0) AS minor,
    coalesce((SELECT iif(own, coalesce(old.probability_bp, bp), bp) FROM stage_chance WHERE stage = old.stage), 0) AS bp)
  WHERE stage = old.stage AND ccy = coalesce(old.amount_ccy, '');
  DELETE FROM stage_total WHERE stage = old.stage AND ccy = coalesce(old.amount_ccy, '') AND count = 0;
END;

CREATE TRIGGER stage_chance_comes AFTER INSERT ON stage_chance
BEGIN
  UPDATE stage_total SET weighted_minor = (
    SELECT coalesce(sum(minor / 10000 * bp + (minor % 10000 * bp + sign(minor) * 5000) / 10000), 0)
    FROM (SELECT coalesce(amount_minor, 0) AS minor, iif(new.own, coalesce(probability_bp, new.bp), new.bp) AS bp
      FROM opportunity WHERE stage = new.stage AND archived = 0 AND coalesce(amount_ccy, '') = stage_total.ccy))
  WHERE stage = new.stage;
END;
CREATE TRIGGER stage_chance_changes AFTER UPDATE ON stage_chance
BEGIN
  UPDATE stage_total SET weighted_minor = (
    SELECT coalesce(sum(minor / 10000 * bp + (minor % 10000 * bp + sign(minor) * 5000) / 10000), 0)
    FROM (SELECT coalesce(amount_minor, 0) AS minor, iif(new.own, coalesce(probability_bp, new.bp), new.bp) AS bp
      FROM opportunity WHERE stage = new.stage AND archived = 0 AND coalesce(amount_ccy, '') = stage_total.ccy))
  WHERE stage = new.stage;
END;
UPDATE stage_chance SET bp = bp;

CREATE INDEX opportunity_by_next_step ON opportunity (stage, archived, coalesce(next_step_due, '9999'), id);
CREATE INDEX opportunity_by_closing ON opportunity (stage, archived, coalesce(expected_close_on, '9999'), id);
CREATE INDEX opportunity_by_age ON opportunity (stage, archived, coalesce(entered_stage_on, ''), id);
CREATE INDEX opportunity_by_title ON opportunity (stage, archived, title, id);
CREATE INDEX opportunity_by_worth ON opportunity
  (stage, archived, coalesce(amount_ccy || printf('%019d', 9000000000000000000 - amount_minor), '~'), id);
CREATE INDEX account_by_tier ON account (tier_override) WHERE tier_override IS NOT NULL;

CREATE TABLE "saved_view" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL CHECK (instr("name", char(0)) = 0),
  "query" TEXT CHECK (instr("query", char(0)) = 0),
  "sorted_by" TEXT NOT NULL,
  "grouped_by" TEXT NOT NULL,
  "collapsed" TEXT CHECK (json_type("collapsed") = 'array' AND instr("collapsed", char(0)) = 0),
  "owner" BLOB REFERENCES "user" (id) DEFERRABLE INITIALLY DEFERRED,
  "position" INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_view_by_owner ON "saved_view" ("owner");
