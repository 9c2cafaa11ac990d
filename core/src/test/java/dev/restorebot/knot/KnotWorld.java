package dev.restorebot.knot;

import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Loss;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// A knot that answers as it is told.
final class KnotWorld implements KnotApi, HostKeys, PushGate, PushGate.Round {
  static final Instant NOW = Instant.parse("2026-02-26T12:00:00Z");
  private static final KnotSettings SETTINGS = new KnotSettings(URI.create("https://knot.test"), "knot.test",
      new SshAddress("knot.test", 2222), 5444, "knot");

  final Map<String, BranchesAnswer> branches = Collections.synchronizedMap(new TreeMap<>());
  final Map<String, PushGate.PushAnswer> pushes = Collections.synchronizedMap(new TreeMap<>());
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  WordAnswer owner = new WordAnswer.Said("did:plc:alice");
  WordAnswer version = new WordAnswer.Said("v1.9.1-alpha");
  RefsAnswer refs = new RefsAnswer.Refused(404);
  List<String> keys = List.of("SHA256:now (ED25519)");
  String silence = "";

  Knot knot() {
    return new Knot(SETTINGS, this, this, this);
  }

  @Override
  public WordAnswer owner() {
    return owner;
  }

  @Override
  public WordAnswer version() {
    return version;
  }

  @Override
  public BranchesAnswer branches(String repository) {
    asked.add("branches " + repository);
    return branches.getOrDefault(repository, new BranchesAnswer.Absent());
  }

  @Override
  public RefsAnswer refs(String repository) {
    asked.add("refs " + repository);
    return refs;
  }

  @Override
  public List<String> fingerprints(String host, int port) throws IOException {
    if (!silence.isEmpty()) {
      throw new IOException(silence);
    }
    return keys;
  }

  @Override
  public PushGate.Round round() {
    asked.add("round");
    return this;
  }

  @Override
  public void close() {
    asked.add("round over");
  }

  @Override
  public PushGate.PushAnswer allowed(String did, String repository) {
    asked.add("push of " + did + " to " + repository);
    return pushes.getOrDefault(repository, new PushGate.PushAnswer.Allowed());
  }

  /// Contents from lines: `ID: part, part | ref=commit`, or `figure = 7`.
  static Contents contents(String text) {
    var items = new ArrayList<Item>();
    var numbers = new TreeMap<String, Long>();
    for (var line : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
      if (line.contains(" = ")) {
        var figure = line.split(" = ", 2);
        numbers.put(figure[0], Long.parseLong(figure[1]));
      } else {
        items.add(item(line));
      }
    }
    return new Contents(items, numbers, null, List.of());
  }

  private static Item item(String line) {
    var colon = line.indexOf(": ");
    var rest = line.substring(colon + 2).split(" \\| ", 2);
    var parts = new TreeSet<>(Arrays.asList(rest[0].split(", ", -1)));
    var versions = new TreeMap<String, String>();
    if (rest.length > 1) {
      for (var version : rest[1].split(" ", -1)) {
        var pair = version.split("=", 2);
        versions.put(pair[0], pair[1]);
      }
    }
    if (parts.contains("repository")) {
      versions.putIfAbsent("HEAD", "refs/heads/main");
    }
    var id = line.substring(0, colon);
    return new Item(id, Words.of(id), parts, versions);
  }

  static Contents unreadable(String sentence) {
    return new Contents(List.of(), new TreeMap<>(), null, List.of(sentence));
  }

  static ExternalState said(String... pairs) {
    var said = new TreeMap<String, String>();
    for (var index = 0; index < pairs.length; index += 2) {
      said.put(pairs[index], pairs[index + 1]);
    }
    return new ExternalState(new TreeMap<>(), said, List.of());
  }

  static String text(Loss loss) {
    var text = new StringBuilder();
    loss.lost().forEach(item -> text.append("lost: ").append(item).append('\n'));
    loss.returning().forEach(item -> text.append("returns: ").append(item).append('\n'));
    loss.kept().forEach(item -> text.append("kept: ").append(item).append('\n'));
    loss.additions()
        .forEach(grant -> text.append("grant: ").append(grant.item()).append(", ").append(grant.rows().size())
            .append(" rows\n"));
    loss.findings().forEach(finding -> text.append(finding.severity()).append(' ').append(finding.code()).append(": ")
        .append(finding.text()).append('\n'));
    return text.toString();
  }

  static String text(List<CheckResult> results) {
    var text = new StringBuilder();
    results.forEach(result -> text.append(result.status()).append(' ').append(result.name()).append(": ")
        .append(result.detail()).append('\n'));
    return text.toString();
  }
}
