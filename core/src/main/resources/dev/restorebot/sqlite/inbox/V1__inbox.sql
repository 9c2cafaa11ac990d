-- The inbox: one row an item. A row that is done has lost its text; it stays for a while, so that a repeat is recognised.
CREATE TABLE item (
  number   INTEGER PRIMARY KEY,
  key      TEXT    NOT NULL UNIQUE,
  at       TEXT    NOT NULL,
  text     TEXT    NOT NULL,
  done_at  INTEGER -- milliseconds since 1970
) STRICT;

CREATE INDEX item_open ON item (number) WHERE done_at IS NULL;
CREATE INDEX item_done ON item (done_at) WHERE done_at IS NOT NULL;
