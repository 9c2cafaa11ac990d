-- The journal: one row an entry, never changed, never deleted. `digest` is the SHA-256 over this entry and the digest of
-- the one before it, so that a changed, missing or inserted entry shows.
CREATE TABLE entry (
  number   INTEGER PRIMARY KEY,
  run      TEXT    NOT NULL,
  at       TEXT    NOT NULL,
  event    TEXT    NOT NULL,
  digest   TEXT    NOT NULL
) STRICT;

CREATE INDEX entry_run ON entry (run, number);

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'entries of the journal are never changed'); END;

CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entries of the journal are never deleted'); END;
