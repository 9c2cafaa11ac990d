-- What entries of the journal were signed with: one row an entry, never changed, never deleted. Entries from before there was a key have none.
CREATE TABLE signature (
  entry INTEGER PRIMARY KEY REFERENCES entry (number),
  key TEXT NOT NULL, -- the first 16 digits of the SHA-256 of the public key
  signature TEXT NOT NULL -- Ed25519, in base64, over 'restorebot entry NUMBER DIGEST'
) STRICT;

CREATE TRIGGER signature_is_never_changed BEFORE UPDATE ON signature
BEGIN
  SELECT RAISE(ABORT, 'signatures of the journal are never changed');
END;

CREATE TRIGGER signature_is_never_deleted BEFORE DELETE ON signature
BEGIN
  SELECT RAISE(ABORT, 'signatures of the journal are never deleted');
END;

-- Up to which entry whoever has the key has found everything right. Not part of the record: the row is replaced.
CREATE TABLE checked (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  entry INTEGER NOT NULL,
  key TEXT NOT NULL,
  signature TEXT NOT NULL -- Ed25519, in base64, over 'restorebot checked NUMBER DIGEST'
) STRICT;
