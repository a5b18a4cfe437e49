-- Pipelines of the workspace, each as its text.

CREATE TABLE "pipeline" (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "key" TEXT NOT NULL UNIQUE CHECK (instr("key", char(0)) = 0),
  "definition" TEXT NOT NULL CHECK (instr("definition", char(0)) = 0)
) STRICT;
