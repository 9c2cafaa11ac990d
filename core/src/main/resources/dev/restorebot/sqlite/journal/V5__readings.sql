-- Snapshots whose reading has begun and has not come to an end: it is going on, or what is in them has ended whoever read them.
CREATE TABLE reading (
  service TEXT NOT NULL,
  objects TEXT NOT NULL, -- a digest of what tells the snapshot from every other
  times INTEGER NOT NULL,
  at TEXT NOT NULL, -- when it last began
  PRIMARY KEY (service, objects)
) STRICT;
