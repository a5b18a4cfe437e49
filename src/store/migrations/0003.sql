-- The search: which document of the index each record is, and the index itself, which holds no texts, only their words.

CREATE TABLE search_doc (doc INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE search_index USING fts5(words, content='', contentless_delete=1, tokenize='ascii', detail='none');

-- Records that were there before are taken in bit by bit: the next is behind this one ('kind/id'); null when all are in.
ALTER TABLE meta ADD COLUMN search_from TEXT;
UPDATE meta SET search_from = '' WHERE EXISTS (SELECT 1 FROM act);
