CREATE TABLE kysely_migration (name varchar(255) PRIMARY KEY, timestamp varchar(255) NOT NULL);
CREATE TABLE kysely_migration_lock (id varchar(255) PRIMARY KEY, is_locked integer DEFAULT 0 NOT NULL);
CREATE TABLE did_doc (did varchar PRIMARY KEY, doc text NOT NULL, updatedAt bigint NOT NULL);
INSERT INTO kysely_migration_lock VALUES ('migration_lock', 0);
