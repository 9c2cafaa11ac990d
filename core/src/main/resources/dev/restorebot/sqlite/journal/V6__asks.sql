-- Who asked how services are, where and when. Not part of the record: the oldest go.
CREATE TABLE ask (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL, -- in whole seconds, so that texts are in the order of times
  person TEXT NOT NULL,
  place TEXT NOT NULL, -- empty where it was asked in none in particular
  question TEXT NOT NULL, -- as it was typed
  outcome TEXT NOT NULL CHECK (outcome IN ('answered', 'refused'))
) STRICT;

CREATE TRIGGER ask_is_not_changed BEFORE UPDATE ON ask
BEGIN
  SELECT RAISE(ABORT, 'what was asked is not changed');
END;
