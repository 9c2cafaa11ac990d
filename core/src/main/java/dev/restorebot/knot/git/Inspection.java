package dev.restorebot.knot.git;

import dev.restorebot.knot.git.Connectivity.Tip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/// Looks for what is wrong with one repository, and changes nothing.
record Inspection(Path repository) {
  private static final String BRANCHES = "refs/heads/";
  private static final int MOST_BYTES = 8 << 20;

  List<String> defects() throws IOException {
    var defects = new Sentences();
    if (!Files.isDirectory(repository, LinkOption.NOFOLLOW_LINKS)) {
      return List.of("It is not there.");
    }
    var files = RefFiles.of(repository);
    if (!ObjectFolder.isIn(repository)) {
      return List.of(files.isEmpty() && files.head() instanceof RefFile.Missing
          ? "It is no git repository: it has neither HEAD nor refs nor objects."
          : "It has no folder objects: none of its commits is there.");
    }
    RepositoryConfig.defects(repository, defects);
    layout(files, defects);
    try (var objects = new ObjectFolder(repository)) {
      objects.readPacks();
      defects.addAll(objects.defects());
      alternates(defects);
      var missing = new Connectivity(objects, shallow(repository, defects)).defects(tips(files, defects));
      defects.addAll(missing);
      if (!missing.isEmpty()) {
        defects.addAll(objects.hints());
      }
    }
    return defects.list();
  }

  private void layout(RefFiles files, Sentences defects) {
    if (Files.exists(repository.resolve(Repair.ELSEWHERE), LinkOption.NOFOLLOW_LINKS)) {
      defects.add("It has a file commondir, with which git looks for all of it in another folder.");
    }
    if (!Files.isDirectory(repository.resolve("refs"), LinkOption.NOFOLLOW_LINKS)) {
      defects.add("It has no folder refs, without which git does not take it for a repository.");
    }
    if (files.head() instanceof RefFile.Missing) {
      defects.add("It has no HEAD, without which git does not take it for a repository.");
    }
    if (files.head() instanceof RefFile.Symbolic(var ref) && !ref.startsWith(BRANCHES)) {
      defects.add("HEAD points to " + Sentences.shown(ref) + ", which is no branch.");
    }
    files.refs().unreadable().forEach(defects::add);
  }

  private void alternates(Sentences defects) throws IOException {
    var file = repository.resolve("objects/info/alternates");
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isEmptyFile(file)) {
      defects.add("It borrows objects from another folder (objects/info/alternates), which was not looked at.");
    }
  }

  private static boolean isEmptyFile(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 0;
  }

  private static List<Tip> tips(RefFiles files, Sentences defects) {
    var tips = new ArrayList<Tip>();
    var refs = new TreeMap<>(files.refs().refs());
    if (files.head() instanceof RefFile.Direct(var id)) {
      refs.put("HEAD", id);
    }
    refs.forEach((name, id) -> {
      if (ObjectId.isId(id)) {
        var isBranch = name.startsWith(BRANCHES) || name.equals("HEAD");
        tips.add(new Tip(name, ObjectId.fromString(id), isBranch ? Constants.OBJ_COMMIT : Constants.OBJ_BAD));
      } else {
        defects.add(name + " names an object in SHA-256, which cannot be looked at here.");
      }
    });
    return tips;
  }

  /// The commits in the file `shallow`, whose parents are not there and need not be: https://git-scm.com/docs/shallow.
  static Set<ObjectId> shallow(Path repository, Sentences defects) {
    var commits = new TreeSet<ObjectId>();
    try {
      var text = new String(SmallFile.read(repository.resolve("shallow"), MOST_BYTES), StandardCharsets.UTF_8);
      for (var line : text.split("\n", 0)) {
        var id = line.substring(0, Math.min(line.length(), Constants.OBJECT_ID_STRING_LENGTH));
        if (ObjectId.isId(id)) {
          commits.add(ObjectId.fromString(id));
        } else if (!text.isEmpty()) {
          defects.add("shallow has a line that names no commit, at which git stops: " + Sentences.shown(line) + ".");
        }
      }
    } catch (NoSuchFileException e) {
      return commits;
    } catch (IOException e) {
      defects.add("shallow cannot be read: " + SmallFile.why(e) + ".");
    }
    return commits;
  }
}
