package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.KnotHistory.Person;
import dev.restorebot.bot.sandbox.KnotHistory.Push;
import dev.restorebot.knot.git.NobodysSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/// A bare git repository of the sandbox's knot, written to as pushes and `git gc` leave it. What is written depends on nothing
/// but what is asked for. Confined to one thread.
final class BareRepository implements AutoCloseable {
  private final Repository git;

  private BareRepository(Repository git) {
    this.git = git;
  }

  /// Makes an empty repository as a knot does, whose `HEAD` points to the branch `head`.
  static BareRepository init(Path folder, String head) throws IOException {
    for (var name : new String[]{"objects/info", "objects/pack", "refs/heads", "refs/tags"}) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.writeString(folder.resolve("config"), "[core]\n\tbare = true\n");
    Files.writeString(folder.resolve("HEAD"), "ref: refs/heads/" + head + "\n");
    return open(folder);
  }

  /// Opens a repository that is there.
  static BareRepository open(Path folder) throws IOException {
    NobodysSettings.install();
    var git = new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    // More threads would pack the same objects in another order.
    git.getConfig().setInt("pack", null, "threads", 1);
    return new BareRepository(git);
  }

  /// Puts the commit of a push on top of its branch, which begins at `main` if it is new and `main` is there. Each push adds
  /// a file.
  void push(Push push) throws IOException {
    var ref = Constants.R_HEADS + push.branch();
    if (git.resolve(ref) == null && git.resolve(Constants.R_HEADS + "main") != null) {
      branch(push.branch(), "main");
    }
    var title = push.message().toLowerCase(Locale.ROOT).replace(' ', '-') + ".txt";
    commit(push.branch(), push.repo().owner(), push.at(), push.message(),
        Map.of("README.md", "# " + push.repo().name() + "\n", title, push.message() + ".\n"));
  }

  /// Puts a commit on top of `branch`, which is made if it is not there.
  ///
  /// @param files what it adds or changes, by name; none lies in a folder
  void commit(String branch, Person author, Instant at, String message, Map<String, String> files) throws IOException {
    var ref = Constants.R_HEADS + branch;
    var tip = git.resolve(ref);
    try (var inserter = git.newObjectInserter()) {
      var entries = tip == null ? new TreeMap<String, ObjectId>() : entries(tip);
      for (var file : files.entrySet()) {
        entries.put(file.getKey(), blob(inserter, file.getValue().getBytes(StandardCharsets.UTF_8)));
      }
      commit(ref, tree(inserter, entries, FileMode.REGULAR_FILE), author, at, message, inserter);
    }
  }

  private void commit(String ref, ObjectId tree, Person author, Instant at, String message, ObjectInserter inserter)
      throws IOException {
    var commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setAuthor(ident(author, at));
    commit.setCommitter(ident(author, at));
    commit.setMessage(message + "\n");
    var tip = git.resolve(ref);
    if (tip != null) {
      commit.setParentId(tip);
    }
    var id = inserter.insert(commit);
    inserter.flush();
    point(ref, id);
  }

  /// Makes `branch` point to where `other` does.
  void branch(String branch, String other) throws IOException {
    point(Constants.R_HEADS + branch, id(Constants.R_HEADS + other));
  }

  /// Makes a tag of the tip of `branch`, with an object of its own that names the tagger.
  void tag(String name, String branch, Person tagger, Instant at) throws IOException {
    var tag = new TagBuilder();
    tag.setTag(name);
    tag.setObjectId(id(Constants.R_HEADS + branch), Constants.OBJ_COMMIT);
    tag.setTagger(ident(tagger, at));
    tag.setMessage(name + "\n");
    try (var inserter = git.newObjectInserter()) {
      var id = inserter.insert(tag);
      inserter.flush();
      point(Constants.R_TAGS + name, id);
    }
  }

  /// Makes a tag of the tip of `branch` that is a name and no more.
  void lightTag(String name, String branch) throws IOException {
    point(Constants.R_TAGS + name, id(Constants.R_HEADS + branch));
  }

  void deleteBranch(String branch) throws IOException {
    var update = git.updateRef(Constants.R_HEADS + branch);
    update.setForceUpdate(true);
    update.disableRefLog();
    require(update.delete() == RefUpdate.Result.FORCED, "delete " + branch);
  }

  /// Packs every object and every ref, as `git gc` does.
  void gc() throws IOException {
    try {
      Git.wrap(git).gc().call();
    } catch (GitAPIException e) {
      throw new IOException("could not pack " + git.getDirectory(), e);
    }
  }

  /// The id of the commit at the tip of `branch`.
  String tip(String branch) throws IOException {
    return id(Constants.R_HEADS + branch).name();
  }

  @Override
  public void close() {
    git.close();
  }

  private Map<String, ObjectId> entries(ObjectId commit) throws IOException {
    var entries = new TreeMap<String, ObjectId>();
    try (var walk = new RevWalk(git); var tree = new TreeWalk(git)) {
      tree.addTree(walk.parseCommit(commit).getTree());
      while (tree.next()) {
        entries.put(tree.getNameString(), tree.getObjectId(0));
      }
    }
    return entries;
  }

  private ObjectId id(String ref) throws IOException {
    var id = git.resolve(ref);
    if (id == null) {
      throw new IOException(git.getDirectory() + " has no " + ref);
    }
    return id;
  }

  private void point(String ref, ObjectId id) throws IOException {
    var update = git.updateRef(ref);
    update.setNewObjectId(id);
    update.setForceUpdate(true);
    update.disableRefLog();
    var result = update.update();
    require(result == RefUpdate.Result.NEW || result == RefUpdate.Result.FAST_FORWARD
        || result == RefUpdate.Result.FORCED, "set " + ref + " (" + result + ")");
  }

  private void require(boolean done, String what) throws IOException {
    if (!done) {
      throw new IOException("could not " + what + " in " + git.getDirectory());
    }
  }

  private static ObjectId blob(ObjectInserter inserter, byte[] bytes) throws IOException {
    return inserter.insert(Constants.OBJ_BLOB, bytes);
  }

  static ObjectId tree(ObjectInserter inserter, Map<String, ObjectId> entries, FileMode mode)
      throws IOException {
    var tree = new TreeFormatter();
    entries.forEach((name, id) -> tree.append(name, mode, id));
    return inserter.insert(tree);
  }

  static PersonIdent ident(Person person, Instant at) {
    return new PersonIdent(person.name(), person.name() + "@sandbox.test", at, ZoneOffset.UTC);
  }
}
