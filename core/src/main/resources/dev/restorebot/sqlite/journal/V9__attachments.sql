-- Long values of entries of the journal, each once. An entry names them by the SHA-256 that its own digest seals.
CREATE TABLE attachment (
  sha256 TEXT PRIMARY KEY, -- over the content as UTF-8
  content TEXT NOT NULL    -- JSON
) STRICT, WITHOUT ROWID;

CREATE TRIGGER attachment_is_never_changed BEFORE UPDATE ON attachment
BEGIN
  SELECT RAISE(ABORT, 'attachments of the journal are never changed');
END;

CREATE TRIGGER attachment_is_never_deleted BEFORE DELETE ON attachment
BEGIN
  SELECT RAISE(ABORT, 'attachments of the journal are never deleted');
END;
