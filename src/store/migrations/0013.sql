-- One agreement may stand beneath several others: a link becomes a list of links.

DROP INDEX agreement_by_supports;
ALTER TABLE "agreement" RENAME COLUMN "supports" TO "supported";
ALTER TABLE "agreement" ADD COLUMN "supports" TEXT CHECK (instr("supports", char(0)) = 0);
UPDATE "agreement" SET "supports" = (
  SELECT json_array(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-' || substr(h, 13, 4) || '-' || substr(h, 17, 4)
    || '-' || substr(h, 21))
  FROM (SELECT lower(hex("supported")) AS h)
) WHERE "supported" IS NOT NULL;
ALTER TABLE "agreement" DROP COLUMN "supported";

-- The list from its other side: what stands beneath an agreement is found without looking at all others.
CREATE TABLE support (above BLOB NOT NULL, agreement BLOB NOT NULL, PRIMARY KEY (above, agreement)) STRICT, WITHOUT ROWID;
CREATE TRIGGER support_comes AFTER INSERT ON agreement WHEN new.supports IS NOT NULL
BEGIN
  INSERT OR IGNORE INTO support SELECT unhex(value, '-'), new.id FROM json_each(new.supports);
END;
CREATE TRIGGER support_changes AFTER UPDATE OF supports ON agreement
BEGIN
  DELETE FROM support WHERE agreement = old.id AND above IN (SELECT unhex(value, '-') FROM json_each(old.supports));
  INSERT OR IGNORE INTO support SELECT unhex(value, '-'), new.id FROM json_each(new.supports);
END;
CREATE TRIGGER support_goes AFTER DELETE ON agreement WHEN old.supports IS NOT NULL
BEGIN
  DELETE FROM support WHERE agreement = old.id AND above IN (SELECT unhex(value, '-') FROM json_each(old.supports));
END;
UPDATE "agreement" SET "supports" = "supports" WHERE "supports" IS NOT NULL;

-- What the model has beside.
ALTER TABLE "opportunity" ADD COLUMN "initiation_no" TEXT CHECK (instr("initiation_no", char(0)) = 0);
ALTER TABLE "interview" ADD COLUMN "attachments" TEXT CHECK (instr("attachments", char(0)) = 0);
