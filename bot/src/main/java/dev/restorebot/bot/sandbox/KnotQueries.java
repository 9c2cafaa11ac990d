package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.LocalServer.LocalAnswer;
import dev.restorebot.bot.sandbox.LocalServer.Request;
import dev.restorebot.knot.git.NobodysSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/// What a knot answers from its repositories. Thread-safe.
final class KnotQueries {
  private static final Pattern REPO = Pattern.compile("did:[a-z]+:[A-Za-z0-9._:%-]+/(?!\\.)[A-Za-z0-9._-]+");
  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 100;

  private final KnotFolder folder;

  KnotQueries(KnotFolder folder) {
    this.folder = folder;
  }

  /// One branch, with the commit at its tip.
  private record Branch(String name, RevCommit tip, boolean head) {}

  /// The branches of a repository, the latest commit first. A repository without `HEAD` is none, and is answered with no body
  /// at all; one that `git` itself would not open, or whose branches lead nowhere, as if it had no branch.
  LocalAnswer branches(Request request) {
    var repo = request.parameter("repo").orElse("");
    if (!REPO.matcher(repo).matches()) {
      return Json.answer(400, "error", "InvalidRequest", "message", "missing or malformed repo parameter");
    }
    if (!Files.isReadable(folder.repository(repo).resolve("HEAD"))) {
      return new LocalAnswer(204, "");
    }
    var branches = branches(folder.repository(repo));
    var from = number(request, "cursor", branches.size() - 1, 0);
    var to = Math.min(from + number(request, "limit", LARGEST_PAGE, PAGE), branches.size());
    var page = branches.subList(from, to).stream().map(KnotQueries::json).toList();
    return page.isEmpty() ? Json.answer(200) : Json.answer(200, "branches", page);
  }

  /// A parameter that is a number up to `most`, else `otherwise`: a knot ignores what it does not like.
  private static int number(Request request, String name, int most, int otherwise) {
    return request.parameter(name).filter(text -> text.matches("\\d{1,6}")).map(Integer::parseInt)
        .filter(number -> number <= most).orElse(otherwise);
  }

  private static List<Branch> branches(Path path) {
    if (!isRepository(path)) {
      return List.of();
    }
    var branches = new ArrayList<Branch>();
    try (var git = open(path); var walk = new RevWalk(git)) {
      var head = git.getFullBranch();
      for (var ref : git.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
        branches.add(new Branch(ref.getName().substring(Constants.R_HEADS.length()),
            walk.parseCommit(ref.getObjectId()), ref.getName().equals(head)));
      }
    } catch (IOException _) {
      return List.of();
    }
    branches
        .sort(Comparator.comparingInt((Branch branch) -> -branch.tip().getCommitTime()).thenComparing(Branch::name));
    return branches;
  }

  private static Map<String, Object> json(Branch branch) {
    var tip = branch.tip();
    var json = Json.object("reference", Json.object("name", branch.name(), "hash", tip.name()), "commit",
        Json.object("Message", tip.getFullMessage()));
    if (branch.head()) {
      json.put("is_default", true);
    }
    return json;
  }

  /// What git is told before it fetches: every ref with its commit.
  LocalAnswer infoRefs(String repo, String service) {
    if (!service.equals("git-upload-pack")) {
      return new LocalAnswer(403, "no pushes over HTTP here\n", "text/plain");
    }
    var path = folder.repository(repo);
    if (!REPO.matcher(repo).matches() || !isRepository(path)) {
      return new LocalAnswer(404, "repository not found\n", "text/plain");
    }
    var out = new ByteArrayOutputStream();
    try (var git = open(path)) {
      var pack = new UploadPack(git);
      pack.setBiDirectionalPipe(false);
      pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(new PacketLineOut(out)), service);
    } catch (IOException e) {
      return new LocalAnswer(500, "git: " + e.getMessage() + "\n", "text/plain");
    }
    return new LocalAnswer(200, out.toString(StandardCharsets.UTF_8), "application/x-" + service + "-advertisement");
  }

  /// What git itself asks for before it takes a folder for a repository.
  private static boolean isRepository(Path path) {
    return Files.isReadable(path.resolve("HEAD")) && Files.isDirectory(path.resolve("objects"))
        && Files.isDirectory(path.resolve("refs"));
  }

  private static Repository open(Path path) {
    NobodysSettings.install();
    try {
      return new FileRepositoryBuilder().setGitDir(path.toFile()).setBare().build();
    } catch (IOException e) {
      throw new UncheckedIOException("could not open " + path, e);
    }
  }
}
