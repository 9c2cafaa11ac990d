package dev.restorebot.facts;

import dev.restorebot.kind.ClashFinding;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.Item;
import dev.restorebot.mirror.LeftOut;
import dev.restorebot.mirror.Mirror;
import dev.restorebot.mirror.MirrorListing;
import dev.restorebot.mirror.MirrorListing.Listed;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.Download;
import dev.restorebot.store.Download.Wanted;
import dev.restorebot.store.Retries;
import dev.restorebot.store.Versioning;
import dev.restorebot.text.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Lists mirrors and fetches the few small files that tell what they hold. Blocks; confined to its thread. Throws
/// [dev.restorebot.store.BackupStoreException].
///
/// @param at when the snapshot was made that the mirrors belong to
record MirrorLook(BackupStore store, Retries retries, DataKind data, Instant at) {
  private static final int PAGE = 1000;

  /// What was seen.
  ///
  /// @param defects why the mirrors cannot be restored, a sentence each
  record Seen(List<Mirror> mirrors, Contents contents, List<Finding> findings, List<String> defects) {}

  /// Looks at every one of `definitions`.
  ///
  /// @param folder an empty folder for the small files
  Seen look(List<MirrorDefinition> definitions, Mirrors which, Path folder) throws IOException, InterruptedException {
    if (definitions.isEmpty()) {
      return new Seen(List.of(), Contents.EMPTY, List.of(), List.of());
    }
    var versioning = store.versioning();
    if (which == Mirrors.AS_OF_SNAPSHOT && versioning instanceof Versioning.NotKept(var why)) {
      return new Seen(List.of(), Contents.EMPTY, List.of(), List.of("its mirrors cannot be taken as of "
          + Times.moment(at) + ": " + why));
    }
    var mirrors = new ArrayList<Mirror>();
    var findings = new ArrayList<Finding>();
    var defects = new ArrayList<String>();
    for (var definition : definitions) {
      var wanted = new ArrayList<Wanted>();
      var listed = list(definition, which == Mirrors.NOW ? Optional.empty() : Optional.of(at), (object, path) -> {
        var below = definition.folder() + "/" + path;
        if (data.tells(below)) {
          wanted.add(new Wanted(object, folder.resolve(below)));
        }
      });
      fetch(wanted);
      mirrors.add(listed.mirror());
      judge(listed, versioning, findings, defects);
    }
    return new Seen(mirrors, data.kept(folder), findings, defects);
  }

  /// Some of what the mirrors hold now, by names alone. One request for each.
  static Contents glance(BackupStore store, DataKind data, List<MirrorDefinition> definitions) {
    var items = new ArrayList<Item>();
    for (var definition : definitions) {
      var prefix = definition.prefix();
      store.list(prefix, "", PAGE).objects().stream().filter(object -> object.key().startsWith(prefix))
          .flatMap(object -> data.shown(definition.folder() + "/" + object.key().substring(prefix.length())).stream())
          .forEach(items::add);
    }
    return new Contents(items, new TreeMap<>(), null, List.of());
  }

  /// True if each of `known` would be listed as it was.
  boolean unchanged(List<Mirror> known) throws IOException, InterruptedException {
    for (var mirror : known) {
      var listed = list(mirror.definition(), mirror.asOf(), MirrorListing.Taker.NONE);
      if (!listed.mirror().listing().equals(mirror.listing())) {
        return false;
      }
    }
    return true;
  }

  private Listed list(MirrorDefinition definition, Optional<Instant> asOf, MirrorListing.Taker taker)
      throws IOException, InterruptedException {
    return new MirrorListing(store, retries, data::leftOver).list(definition, asOf, taker);
  }

  private void fetch(List<Wanted> wanted) throws IOException, InterruptedException {
    for (var one : wanted) {
      Files.createDirectories(one.file().resolveSibling(".").normalize());
    }
    Download.ofSmall(store, retries).fetch(wanted);
  }

  private void judge(Listed listed, Versioning versioning, List<Finding> findings, List<String> defects) {
    var mirror = listed.mirror();
    var name = mirror.definition().folder();
    if (mirror.files() == 0) {
      defects.add("the mirror of " + name + " is empty: there is nothing below " + mirror.definition().prefix()
          + mirror.asOf().map(then -> " as of " + Times.moment(then)).orElse(""));
    }
    if (mirror.asOf().isEmpty() && mirror.newest() != null && mirror.newest().isAfter(at)) {
      findings.add(new Finding(Severity.NOTE, "mirror-newer",
          "The mirror of " + name + " has no time of its own: its newest"
              + " file is of " + Times.moment(mirror.newest()) + ", and the databases are of " + Times.moment(at) + ". "
              + switch (versioning) {
                case Versioning.Kept _ ->
                  "The bucket keeps old versions: ask with `--mirror-as-of-snapshot` to have it as it was"
                      + " then.";
                case Versioning.NotKept(var why) -> "It cannot be had as it was then: " + why + ".";
              }));
    }
    var suspect = listed.suspect();
    if (suspect != null && store.isArchived(suspect)) {
      defects.add("the mirror of " + name + " cannot be read now: objects of it are archived, such as " + suspect.key()
          + ": " + Snapshot.BRING_BACK);
    }
    leftOut(name, listed.leftOut()).ifPresent(findings::add);
    ClashFinding.of(name, listed.leftOut(), data).ifPresent(findings::add);
  }

  private static Optional<Finding> leftOut(String name, LeftOut leftOut) {
    return leftOut.refused() == 0
        ? Optional.empty()
        : Optional.of(new Finding(Severity.WARNING, "keys-refused",
            leftOut.refused() + " objects of the mirror of " + name
                + " have keys that are no path of a file in it, and will be left out: "
                + String.join("; ", leftOut.examples())
                + (leftOut.refused() > leftOut.examples().size() ? "; and others." : ".")));
  }
}
