-- Less to read when a file is opened: SQLite reads all that is said of its tables, each time and before anything else.

-- What a value must be is said by its declaration: each save asks it, and `canvass check` asks it of every record. The
-- tables say it no more. They keep kinds, links, what is needed and what is there once, and that no text has a NUL, now
-- in one condition and for all texts but the dates and currencies that had another. Each table is told anew from what
-- SQLite knows of it; no row is touched, and no table in which somebody keeps what only its text knows of. (To write a table's text is how SQLite would have conditions taken away: lang_altertable.html, 7.)
PRAGMA writable_schema = ON;
UPDATE sqlite_schema AS s SET sql = (
  SELECT 'CREATE TABLE "' || s.name || '" (' || group_concat('"' || c.name || '" ' || c.type
      || iif(c.pk, ' PRIMARY KEY', iif(c."notnull", ' NOT NULL', ''))
      || iif(c.name IN (SELECT x.name FROM pragma_index_list(s.name) i, pragma_index_info(i.name) x WHERE i.origin = 'u'),
        ' UNIQUE', '')
      || coalesce(' DEFAULT ' || c.dflt_value, '')
      || coalesce(' REFERENCES "' || f."table" || '" (' || f."to" || ') DEFERRABLE INITIALLY DEFERRED', ''), ', ' ORDER BY c.cid)
    || ', CHECK (instr(concat(' || group_concat('"' || c.name || '"', ', ' ORDER BY c.cid) FILTER (WHERE c.type = 'TEXT'
      AND c.name NOT IN ('created_by', 'updated_by')
      AND instr(s.sql, '"' || c.name || '" GLOB') = 0 AND instr(s.sql, 'length("' || c.name || '") = 3') = 0)
    || '), char(0)) = 0)) STRICT'
  FROM pragma_table_info(s.name) c LEFT JOIN pragma_foreign_key_list(s.name) f ON f."from" = c.name)
WHERE type = 'table' AND sql NOT LIKE '%COLLATE%'
  AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(s.name) WHERE hidden <> 0)
  AND name IN ('user', 'account', 'contact', 'employment', 'influence', 'competitor', 'opportunity', 'deal_role',
    'incumbent', 'rival', 'decision_step', 'effort', 'expense', 'activity', 'interview', 'answer', 'need', 'gap',
    'calendar', 'agreement', 'agreement_version', 'clause', 'target', 'trace', 'check_mark', 'waiver', 'pipeline',
    'saved_view', 'service', 'commitment', 'template');
PRAGMA writable_schema = RESET;

-- Others begin with the same column.
DROP INDEX activity_by_account;
DROP INDEX answer_by_interview;
DROP INDEX check_mark_by_opportunity;
DROP INDEX effort_by_opportunity;
DROP INDEX waiver_by_opportunity;

-- What the cards of the board call their accounts.
CREATE INDEX account_called ON account (id, short_name, name);

-- How a deal counts in the totals of its stage stands in one place: `count` is 1 for a deal that comes and -1 for one that
-- goes, and the amount has the same sign.
DROP TRIGGER opportunity_comes;
DROP TRIGGER opportunity_goes;
DROP TRIGGER opportunity_enters_total;
DROP TRIGGER opportunity_leaves_total;
CREATE VIEW stage_move AS SELECT stage, ccy, count, sum_minor AS minor, 0 AS own_bp FROM stage_total;
CREATE TRIGGER stage_moves INSTEAD OF INSERT ON stage_move
BEGIN
  INSERT INTO stage_total VALUES (new.stage, coalesce(new.ccy, ''), 0, 0, 0) ON CONFLICT DO NOTHING;
  UPDATE stage_total SET count = count + new.count, sum_minor = sum_minor + minor,
    weighted_minor = weighted_minor + minor / 10000 * bp + (minor % 10000 * bp + sign(minor) * 5000) / 10000
  FROM (SELECT coalesce(new.minor, 0) AS minor,
    coalesce((SELECT iif(own, coalesce(new.own_bp, bp), bp) FROM stage_chance WHERE stage = new.stage), 0) AS bp)
  WHERE stage = new.stage AND ccy = coalesce(new.ccy, '');
  DELETE FROM stage_total WHERE stage = new.stage AND ccy = coalesce(new.ccy, '') AND count = 0;
END;
CREATE TRIGGER opportunity_comes AFTER INSERT ON opportunity WHEN new.archived = 0
BEGIN
  INSERT INTO stage_move VALUES (new.stage, new.amount_ccy, 1, new.amount_minor, new.probability_bp);
END;
CREATE TRIGGER opportunity_goes AFTER DELETE ON opportunity WHEN old.archived = 0
BEGIN
  INSERT INTO stage_move VALUES (old.stage, old.amount_ccy, -1, -old.amount_minor, old.probability_bp);
END;
CREATE TRIGGER opportunity_enters_total
AFTER UPDATE OF stage, archived, amount_minor, amount_ccy, probability_bp ON opportunity WHEN new.archived = 0
BEGIN
  INSERT INTO stage_move VALUES (new.stage, new.amount_ccy, 1, new.amount_minor, new.probability_bp);
END;
CREATE TRIGGER opportunity_leaves_total
AFTER UPDATE OF stage, archived, amount_minor, amount_ccy, probability_bp ON opportunity WHEN old.archived = 0
BEGIN
  INSERT INTO stage_move VALUES (old.stage, old.amount_ccy, -1, -old.amount_minor, old.probability_bp);
END;

DROP TRIGGER stage_chance_comes;
CREATE TRIGGER stage_chance_comes AFTER INSERT ON stage_chance
BEGIN
  UPDATE stage_chance SET bp = bp WHERE stage = new.stage;
END;
