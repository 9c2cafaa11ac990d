CREATE TABLE kysely_migration (name varchar(255) PRIMARY KEY, timestamp varchar(255) NOT NULL);
CREATE TABLE kysely_migration_lock (id varchar(255) PRIMARY KEY, is_locked integer DEFAULT 0 NOT NULL);
CREATE TABLE repo_seq (seq integer PRIMARY KEY AUTOINCREMENT, did varchar NOT NULL, eventType varchar NOT NULL, event blob NOT NULL, invalidated int2 DEFAULT 0 NOT NULL, sequencedAt varchar NOT NULL);
CREATE INDEX repo_seq_did_idx ON repo_seq (did);
CREATE INDEX repo_seq_event_type_idx ON repo_seq (eventType);
CREATE INDEX repo_seq_sequenced_at_index ON repo_seq (sequencedAt);
INSERT INTO kysely_migration_lock VALUES ('migration_lock', 0);
