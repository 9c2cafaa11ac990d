PRAGMA auto_vacuum = incremental;
CREATE TABLE known_dids (did text PRIMARY KEY);
CREATE TABLE public_keys (id integer PRIMARY KEY AUTOINCREMENT, did text NOT NULL, key text NOT NULL, created text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')), UNIQUE (did, key), FOREIGN KEY (did) REFERENCES known_dids (did) ON DELETE CASCADE);
CREATE TABLE _jetstream (id integer PRIMARY KEY AUTOINCREMENT, last_time_us integer NOT NULL);
CREATE TABLE events (rkey text NOT NULL, nsid text NOT NULL, event text NOT NULL, created integer NOT NULL DEFAULT (strftime('%s', 'now')), PRIMARY KEY (rkey, nsid));
CREATE TABLE acl (p_type varchar(32) DEFAULT '' NOT NULL, v0 varchar(255) DEFAULT '' NOT NULL, v1 varchar(255) DEFAULT '' NOT NULL, v2 varchar(255) DEFAULT '' NOT NULL, v3 varchar(255) DEFAULT '' NOT NULL, v4 varchar(255) DEFAULT '' NOT NULL, v5 varchar(255) DEFAULT '' NOT NULL, CHECK (typeof(p_type) = 'text' AND length(p_type) <= 32), CHECK (typeof(v0) = 'text' AND length(v0) <= 255), CHECK (typeof(v1) = 'text' AND length(v1) <= 255), CHECK (typeof(v2) = 'text' AND length(v2) <= 255), CHECK (typeof(v3) = 'text' AND length(v3) <= 255), CHECK (typeof(v4) = 'text' AND length(v4) <= 255), CHECK (typeof(v5) = 'text' AND length(v5) <= 255));
CREATE INDEX idx_acl ON acl (p_type, v0, v1);
