-- Half-typed forms of one person, in a file of their own: saving them waits for nobody, and no colleague sees them.

CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  schema_version INTEGER NOT NULL,
  min_reader INTEGER NOT NULL,
  min_writer INTEGER NOT NULL,
  app_version TEXT NOT NULL,
  db_id BLOB NOT NULL CHECK (length(db_id) = 16),
  created_ms INTEGER NOT NULL,
  upgraded_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE draft (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  act_id BLOB NOT NULL UNIQUE CHECK (length(act_id) = 16),
  session BLOB NOT NULL,
  db_id BLOB NOT NULL,
  entity TEXT NOT NULL,
  entity_id BLOB,
  form TEXT NOT NULL,
  schema_version INTEGER NOT NULL,
  base_version INTEGER,
  base_json TEXT NOT NULL CHECK (json_valid(base_json)),
  mine_json TEXT NOT NULL CHECK (json_valid(mine_json)),
  cursor_json TEXT,
  created_ms INTEGER NOT NULL,
  saved_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_by_workspace ON draft (db_id, saved_ms);
