-- What objects of backups were when they were first found good; one that is another later was tampered with, or has rotted.
CREATE TABLE first_sight (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  service TEXT    NOT NULL,
  place   TEXT    NOT NULL, -- the store, the bucket and the key
  sha256  TEXT    NOT NULL,
  at      TEXT    NOT NULL, -- when that was
  UNIQUE (service, place)
) STRICT;
