-- Interviews: our reading of an answer, whom an unknown one is to be asked of, and templates of the team's own.

ALTER TABLE "answer" ADD COLUMN "ask_of" BLOB REFERENCES "contact" (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "answer" ADD COLUMN "ask_by" TEXT CHECK ("ask_by" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');
ALTER TABLE "answer" ADD COLUMN "interpretation" TEXT CHECK (instr("interpretation", char(0)) = 0);
CREATE INDEX answer_by_ask_of ON "answer" ("ask_of") WHERE "ask_of" IS NOT NULL;
CREATE INDEX answer_to_ask ON answer (interview) WHERE status = 'unknown';

CREATE TABLE "template" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "title" TEXT NOT NULL CHECK (instr("title", char(0)) = 0),
  "key" TEXT NOT NULL CHECK (instr("key", char(0)) = 0),
  "version" INTEGER NOT NULL,
  "text" TEXT NOT NULL CHECK (instr("text", char(0)) = 0)
) STRICT;
CREATE UNIQUE INDEX template_by_version ON template ("key", "version");
