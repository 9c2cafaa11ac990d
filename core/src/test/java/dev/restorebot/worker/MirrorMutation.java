package dev.restorebot.worker;

import dev.restorebot.store.BackupObject;
import dev.restorebot.text.ByteSize;
import dev.restorebot.worker.ListedStore.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Changes what a store lists of a mirror as people who can write to the bucket do, and stores that are broken: keys above all. Confined to
/// one thread.
///
/// @param prefix that of the mirror
record MirrorMutation(Random random, String prefix, String outside) {
  private static final List<String> SEGMENTS =
      List.of("..", ".", "", "...", " ", "..\\..\\etc", "\\", "a\0b", "\0", "a\nb",
          "\n", "\r", "\u202egnp.exe", "\u200b", "é", "e\u0301", "\uFFFD", "\uD800", "\u0085", "CON", "~", "~root",
          "-rf", "*",
          "$(id)", "%2e%2e", "%00", "..%2f..", "n".repeat(255), "n".repeat(256), "ü".repeat(128), ".git", ".GIT",
          "git~1", ".gitmodules",
          ".restorebot", "r-test", "staged", "did:plc:alice", "did:plc:new", "did:", "did:plc:alice.arriving",
          ".repositories.arriving",
          "HEAD", "head", "refs", "objects", "hooks", "config", "packed-refs", "site", "SITE", "account.sqlite",
          "listing", "part-1");

  /// What git, or a knot, takes for more than a file.
  private static final List<String> PLACES =
      List.of("hooks/post-receive", "hooks/pre-receive", "hooks/post-receive.d/40-feed",
          "hooks/../config", "hooks/update/x", "config", "config.worktree", "config.lock", ".git/config",
          ".git/hooks/post-checkout", "commondir", "gitdir",
          "worktrees/x/gitdir", "worktrees/x/commondir", "objects/info/alternates", "objects/info/http-alternates",
          "info/grafts",
          "info/attributes", "shallow", "HEAD", "HEAD/x", "refs/heads/main/below", "refs/heads", "refs/heads/..",
          "refs/heads/x.lock",
          "refs/replace/0000000000000000000000000000000000000000", "objects", "objects/pack",
          "objects/pack/pack-x.pack", "objects/pack/pack-x.idx",
          "objects/00/1111", "packed-refs", "link", "description", "reftable/tables.list");
  private static final List<String> BELOW =
      List.of("did:plc:alice/site/", "did:plc:alice/tool/", "did:plc:alice/", "did:plc:new/made/",
          "did:plc:bob/since/", "did:plc:bob/", "", "did:plc:alice/site/../tool/");

  /// Changes something in what is listed, and says what.
  String change(List<Stored> listed) {
    if (listed.isEmpty()) {
      return "nothing is listed";
    }
    var at = random.nextInt(listed.size());
    var one = listed.get(at);
    return switch (random.nextInt(12)) {
      case 0, 1 -> put(listed, at, one.called(renamed(one.key())));
      case 2, 3, 4 -> added(listed, prefix + any(BELOW) + any(PLACES));
      case 5 -> added(listed, renamed(one.key()));
      case 6 ->
        added(listed, any(List.of(one.key() + "/x", one.key() + "/", one.key().substring(0, one.key().lastIndexOf('/')),
            prefix + "did:plc:alice", prefix + "did:plc:alice/site", one.key().toUpperCase(Locale.ROOT), one.key())));
      case 7 -> added(listed,
          any(List.of(outside, "/" + one.key(), prefix + outside, prefix + "/" + outside, prefix + "../" + one.key(),
              prefix.replace("/", ""), one.key().substring(prefix.length()), prefix, "", "/", prefix + "/",
              prefix + "d/".repeat(490) + "x",
              prefix + "d/".repeat(3000) + "x", prefix + ("n".repeat(200) + "/").repeat(400) + "x",
              prefix + "../../../../../../../../tmp/x")));
      case 8 -> put(listed, at, one.as(odd(one.object())));
      case 9 -> {
        listed.remove(at);
        yield "without " + one.key();
      }
      case 10 -> {
        var other = random.nextInt(listed.size());
        var content = listed.get(other).content();
        listed.set(other, listed.get(other).holding(one.content()));
        listed.set(at, one.holding(content));
        yield one.key() + " and " + listed.get(other).key() + " exchanged";
      }
      default -> {
        if (random.nextInt(3) > 0) {
          yield put(listed, at, one.holding(content()));
        }
        Collections.swap(listed, at, random.nextInt(listed.size()));
        yield "another order";
      }
    };
  }

  private static String put(List<Stored> listed, int at, Stored stored) {
    var before = listed.set(at, stored);
    sort(listed);
    return before.key() + " is " + shown(stored);
  }

  private String added(List<Stored> listed, String key) {
    var stored = Stored.of(key, content(),
        any(List.of(Instant.EPOCH, Instant.parse("2026-02-24T03:00:00Z"), Instant.MAX, Instant.MIN)));
    listed.add(stored);
    sort(listed);
    return "there is " + shown(stored);
  }

  private static void sort(List<Stored> listed) {
    listed.sort((one, other) -> Arrays.compareUnsigned(one.key().getBytes(StandardCharsets.UTF_8),
        other.key().getBytes(StandardCharsets.UTF_8)));
  }

  private String renamed(String key) {
    var names = new ArrayList<>(List.of(key.split("/", -1)));
    var at = random.nextInt(names.size());
    switch (random.nextInt(3)) {
      case 0 -> names.add(at, any(SEGMENTS));
      case 1 -> names.set(at, any(SEGMENTS));
      default -> names.set(at, names.get(at) + any(SEGMENTS));
    }
    return String.join("/", names);
  }

  private BackupObject odd(BackupObject object) {
    var size = object.size().bytes();
    return switch (random.nextInt(3)) {
      case 0 ->
        new BackupObject(object.key(), new ByteSize(any(List.of(0L, size + 1, Math.max(0, size - 1), 300_000L, 1L << 45,
            Long.MAX_VALUE))), object.etag(), object.modified());
      case 1 ->
        new BackupObject(object.key(), object.size(), any(List.of("", "0".repeat(32), object.etag() + "-2", "\"", "\n",
            "x".repeat(70_000))), object.modified());
      default -> new BackupObject(object.key(), object.size(), object.etag(),
          any(List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)));
    };
  }

  private String content() {
    return any(List.of("", outside, "ref: refs/heads/main\n", "ref: ../../../outside\n", "gitdir: " + outside + "\n",
        outside + "/objects\n", "#!/bin/sh\ntouch " + outside + "\n", "0".repeat(40) + "\n", "1".repeat(40) + "\n",
        "[core]\n\thooksPath = " + outside + "\n\tfsmonitor = touch " + outside + "\n\tsshCommand = false\n",
        "[core]\n\tbare = true\n\tworktree = /\n",
        "[include]\n\tpath = " + outside + "\n", "[core]\n\tbare = perhaps\n", "PACK\0\0\0\2", "\0".repeat(100)));
  }

  private static String shown(Stored stored) {
    var text = stored.toString();
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
