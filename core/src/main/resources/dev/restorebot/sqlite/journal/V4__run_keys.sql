-- The keys with which workers authenticate the journals of runs on volumes. Not part of the record: it is exported nowhere.
CREATE TABLE run_key (
  run TEXT PRIMARY KEY,
  key TEXT NOT NULL -- in hex
) STRICT;
