-- What the watch over backups knows of each service, and what it has yet to tell. Not part of the record: rows change.
CREATE TABLE watched (
  service  TEXT    PRIMARY KEY,
  due      TEXT    NOT NULL,
  failures INTEGER NOT NULL
) STRICT;

CREATE TABLE watched_trouble (
  service TEXT NOT NULL REFERENCES watched (service),
  name    TEXT NOT NULL,
  text    TEXT NOT NULL,
  PRIMARY KEY (service, name)
) STRICT;

CREATE TABLE announcement (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  service TEXT    NOT NULL,
  at      TEXT    NOT NULL,
  lines   TEXT    NOT NULL
) STRICT;
