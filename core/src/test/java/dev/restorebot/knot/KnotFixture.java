package dev.restorebot.knot;

import dev.restorebot.kind.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes the database and the repositories of a knot as a knot does.
final class KnotFixture {
  static final String ALICE = "did:plc:wydyrngmxbcsqdvhmd7whmye";
  static final String BOB = "did:plc:sg4udwrlnokqtpteaswzcps5";
  private final Path file;
  private final List<String> statements = new ArrayList<>();

  /// An empty database at `file`, as a knot makes it at its first start.
  KnotFixture(Path file) {
    this.file = file;
    statements.add("create table known_dids(did text primary key)");
    statements
        .add("create table public_keys(id integer primary key autoincrement, did text not null, key text not null,"
            + " created text not null default (strftime('%Y-%m-%dT%H:%M:%SZ','now')), unique(did,key),"
            + " foreign key(did) references known_dids(did) on delete cascade)");
    statements.add("create table _jetstream(id integer primary key autoincrement, last_time_us integer not null)");
    statements.add("create table events(rkey text not null, nsid text not null, event text not null,"
        + " created integer not null default (strftime('%s','now')), primary key(rkey,nsid))");
    var columns = new ArrayList<String>();
    for (var index = 0; index < 6; index++) {
      columns.add("v%1$d varchar(255) default '' not null check (typeof(v%1$d) = 'text' and length(v%1$d) <= 255)"
          .formatted(index));
    }
    statements.add("create table acl(p_type varchar(32) default '' not null, " + String.join(", ", columns) + ")");
    statements.add("create index idx_acl on acl(p_type,v0,v1)");
  }

  /// The four rows that a knot adds at every start, for its `owner`.
  KnotFixture owner(String owner) {
    return acl("p", "server:owner", "thisserver", "thisserver", "server:invite")
        .acl("p", "server:member", "thisserver", "thisserver", "repo:create")
        .acl("g", "server:owner", "server:member", "thisserver").acl("g", owner, "server:owner", "thisserver");
  }

  KnotFixture member(String did) {
    return acl("g", did, "server:member", "thisserver");
  }

  KnotFixture key(String did, String key, String created) {
    statements.add("insert or ignore into known_dids values(" + quoted(did) + ")");
    statements.add("insert into public_keys(did, key, created) values(" + quoted(did) + ", " + quoted(key) + ", "
        + quoted(created) + ")");
    return this;
  }

  /// The six rows of a repository.
  KnotFixture repository(String owner, String repository) {
    for (var right : List.of("settings", "push", "owner", "invite", "delete")) {
      acl("p", owner, "thisserver", repository, "repo:" + right);
    }
    return acl("p", "server:owner", "thisserver", repository, "repo:delete");
  }

  KnotFixture collaborator(String did, String repository) {
    for (var right : List.of("collaborator", "settings", "push")) {
      acl("p", did, "thisserver", repository, "repo:" + right);
    }
    return this;
  }

  KnotFixture cursor(long microseconds) {
    statements.add("insert into _jetstream(id, last_time_us) values(1, " + microseconds + ")");
    return this;
  }

  KnotFixture event(String rkey, long created) {
    statements
        .add("insert into events values(" + quoted(rkey) + ", 'sh.tangled.git.refUpdate', '{}', " + created + ")");
    return this;
  }

  /// The table in which newer knots keep the DIDs of repositories, with one row.
  KnotFixture repoKeys(String repository, String owner, String name) {
    statements.add("create table if not exists repo_keys(repo_did text primary key, signing_key blob, created_at text,"
        + " owner_did text, repo_name text, at_uri text, key_type text not null default 'k256')");
    statements.add("insert into repo_keys(repo_did, owner_did, repo_name) values(" + quoted(repository) + ", "
        + quoted(owner) + ", " + quoted(name) + ")");
    return this;
  }

  /// Any row of the table `acl`; columns that are not given are empty.
  KnotFixture acl(String type, String... values) {
    var columns = new ArrayList<String>(List.of(quoted(type)));
    for (var index = 0; index < 6; index++) {
      columns.add(quoted(index < values.length ? values[index] : ""));
    }
    statements.add("insert into acl values(" + String.join(", ", columns) + ")");
    return this;
  }

  Path write() throws SQLException {
    try (var connection = open(file); var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
    return file;
  }

  static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  /// A bare repository with nothing in its small files but these refs, its `HEAD` at `main`.
  static Path repository(Path folder, Map<String, String> refs) throws IOException {
    Files.createDirectories(folder.resolve("objects"));
    Files.writeString(folder.resolve("HEAD"), "ref: refs/heads/main\n");
    Files.writeString(folder.resolve("config"), "[core]\n\tbare = true\n");
    for (var ref : refs.entrySet()) {
      var file = folder.resolve(ref.getKey());
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, ref.getValue() + "\n");
    }
    return folder;
  }

  /// `contents` as people would read it.
  static String text(Contents contents) {
    var lines = new ArrayList<String>();
    contents.items().forEach(item -> lines.add((item.id() + (item.label().equals(item.id())
        ? ""
        : " \"" + item.label()
            + "\"")
        + ": " + String.join(", ", item.parts()) + " " + (item.versions().isEmpty() ? "" : item.versions())).strip()));
    contents.numbers().forEach((name, number) -> lines.add(name + " = " + number));
    if (contents.newest() != null) {
      lines.add("newest: " + contents.newest());
    }
    lines.addAll(contents.unreadable());
    return String.join("\n", lines) + "\n";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
