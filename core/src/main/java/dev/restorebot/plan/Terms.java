package dev.restorebot.plan;

import dev.restorebot.database.Databases;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.Loss;
import dev.restorebot.mirror.Mirror;
import dev.restorebot.volume.Source;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a plan decides, term by term, made of the plan's own data. A term that another version of the program would make
/// otherwise voids approvals that were given before an update, so names and values are only ever added.
final class Terms {
  private final Plan plan;
  private final List<Term> terms = new ArrayList<>();

  private Terms(Plan plan) {
    this.plan = plan;
  }

  static List<Term> of(Plan plan) {
    return new Terms(plan).all();
  }

  private List<Term> all() {
    add("service", Map.of("name", plan.service().value(), "workload", plan.workload(), "claim", plan.claim()),
        "service " + plan.service() + ", workload " + plan.workload() + ", volume " + plan.claim());
    add("start", Map.of("replicas", Integer.toString(plan.replicas())),
        "started again with " + plan.replicas() + " replica" + (plan.replicas() == 1 ? "" : "s"));
    plan.cronJobs()
        .forEach(name -> add("suspend", Map.of("cronJob", name), "CronJob " + name + " suspended meanwhile"));
    plan.snapshot().sources().forEach(this::installs);
    plan.snapshot().mirrors().forEach(this::installs);
    plan.folders().stream().map(VolumeFolder::path).forEach(this::displaces);
    plan.displaced().stream().map(VolumeFile::path).filter(Terms::isDatabase).forEach(this::displaces);
    plan.loss().lost().forEach(change -> add("lose", change, "loses "));
    plan.loss().returning().forEach(change -> add("bring-back", change, "brings back "));
    plan.loss().additions().forEach(addition -> addition.rows().forEach(
        row -> add("grant", Map.of("item", addition.item(), "row", row), plan.words().agree() + "s " + row)));
    plan.findings().stream().filter(finding -> finding.severity() == Severity.REFUSAL).map(Finding::code)
        .forEach(code -> add("accept", Map.of("finding", code), "in spite of " + code));
    return List.copyOf(terms);
  }

  private void installs(Source source) {
    var object = source.object();
    add("install", Map.of("file", source.file(), "key", object.key(), "bytes", Long.toString(object.size().bytes()),
        "etag", object.etag(), "sha256", source.digest().sha256()),
        "installs " + source.file() + " from " + object.key() + ", " + object.size().bytes() + " bytes, ETag "
            + object.etag() + ", SHA-256 " + source.digest());
  }

  private void installs(Mirror mirror) {
    var definition = mirror.definition();
    add("install-mirror", Map.of("folder", definition.folder(), "prefix", definition.prefix(), "asOf",
        mirror.asOf().map(Object::toString).orElse(""), "files", Long.toString(mirror.files()), "bytes",
        Long.toString(mirror.size().bytes()), "listing", mirror.listing().sha256()),
        "installs " + definition.folder() + " from " + definition.prefix()
            + mirror.asOf().map(at -> " as of " + at).orElse("") + ", " + mirror.files() + " files, "
            + mirror.size().bytes() + " bytes, listing SHA-256 " + mirror.listing());
  }

  private void displaces(String path) {
    add("displace", Map.of("path", path), "displaces " + path);
  }

  /// What SQLite keeps beside a database comes and goes with it, and nobody approves it.
  private static boolean isDatabase(String path) {
    return Databases.SIDECARS.stream().noneMatch(path::endsWith);
  }

  private void add(String what, Loss.Change change, String verb) {
    var values = new TreeMap<String, String>();
    change.versions().forEach((name, version) -> values.put("version " + name, version));
    values.put(change.isTold() ? "text" : "item", change.isTold() ? change.text() : change.id());
    add(what, values, verb + change.text());
  }

  private void add(String what, Map<String, String> values, String words) {
    terms.add(new Term(what, new TreeMap<>(values), words));
  }
}
