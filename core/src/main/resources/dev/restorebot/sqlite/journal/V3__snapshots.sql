-- What snapshots turned out to be when they were opened. Not part of the record: rows are forgotten.
CREATE TABLE opened (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  service TEXT    NOT NULL,
  objects TEXT    NOT NULL,
  at      TEXT    NOT NULL,
  UNIQUE (service, objects)
) STRICT;

CREATE TABLE opened_table (
  opened    INTEGER NOT NULL REFERENCES opened (number) ON DELETE CASCADE,
  name      TEXT    NOT NULL,
  row_count INTEGER NOT NULL,
  PRIMARY KEY (opened, name)
) STRICT;

CREATE TABLE opened_defect (
  number INTEGER PRIMARY KEY,
  opened INTEGER NOT NULL REFERENCES opened (number) ON DELETE CASCADE,
  text   TEXT    NOT NULL
) STRICT;

CREATE INDEX opened_defect_of ON opened_defect (opened);
