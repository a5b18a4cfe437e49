-- Versions of an agreement know which they follow, and when and why one came to an early end.

ALTER TABLE "agreement_version" ADD COLUMN "predecessor" BLOB
  REFERENCES "agreement_version" (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "agreement_version" ADD COLUMN "ended_on" TEXT
  CHECK ("ended_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');
ALTER TABLE "agreement_version" ADD COLUMN "end_reason" TEXT CHECK (instr("end_reason", char(0)) = 0);
CREATE INDEX agreement_version_by_predecessor ON "agreement_version" ("predecessor") WHERE "predecessor" IS NOT NULL;
