package dev.restorebot.knot.git;

import dev.restorebot.knot.git.ObjectText.Commit;
import dev.restorebot.knot.git.ObjectText.Link;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;

/// Goes from refs to all that they lead to. Commits, trees, tags, and blobs with files of their own are read: git does not
/// flush such files to the disk (`core.fsync` in git-config), and a crash leaves some without content. Blobs in packs must be
/// there, and are read if the pack was found damaged. Looks at each object once, however many refs lead to it, and remembers about 60 bytes of each. Confined to one
/// thread.
final class Connectivity {
  /// After so many damaged objects the rest is not worth the time it takes to read a pack around them.
  private static final int MOST_DAMAGED = 10;

  private final ObjectFolder objects;
  private final Set<ObjectId> shallow;
  private final ObjectIdOwnerMap<Seen> seen = new ObjectIdOwnerMap<>();
  private final Set<Integer> walksThatCount = new HashSet<>();
  private int walk;

  /// @param shallow commits whose parents are left out on purpose
  Connectivity(ObjectFolder objects, Set<ObjectId> shallow) {
    this.objects = objects;
    this.shallow = Set.copyOf(shallow);
  }

  /// A ref and the object it names.
  ///
  /// @param type what the object must be, one of JGit's types, or [Constants#OBJ_BAD] if it may be anything
  record Tip(String ref, ObjectId id, int type) {}

  /// Whether all that `tip` leads to is there. What was found whole is not looked at again.
  boolean whole(Tip tip) throws IOException {
    walk++;
    var look = new Walk();
    look.visit(tip.id(), tip.type(), tip.ref());
    while (look.defects.isEmpty() && !look.next.isEmpty()) {
      look.open(look.next.pop());
    }
    if (look.defects.isEmpty()) {
      walksThatCount.add(walk);
    }
    return look.defects.isEmpty();
  }

  /// What is missing or damaged among all that these refs lead to.
  Sentences defects(Iterable<Tip> tips) throws IOException {
    walk++;
    var look = new Walk();
    for (var tip : tips) {
      look.visit(tip.id(), tip.type(), tip.ref());
      while (!look.next.isEmpty()) {
        if (look.damaged >= MOST_DAMAGED) {
          look.defects.add("So many objects are damaged that the rest was not looked at.");
          return look.defects;
        }
        look.open(look.next.pop());
      }
    }
    return look.defects;
  }

  /// One walk.
  private final class Walk {
    private final Deque<Seen> next = new ArrayDeque<>();
    private final Sentences defects = new Sentences();
    private int damaged;

    private void visit(AnyObjectId id, int type, String neededBy) throws IOException {
      var before = seen.get(id);
      if (before != null && (before.walk == walk || walksThatCount.contains(before.walk))) {
        if (type != Constants.OBJ_BAD && before.type != Constants.OBJ_BAD && type != before.type) {
          defects.add(name(before.type, id) + " cannot be what " + neededBy + " needs, a "
              + Constants.typeString(type) + ".");
        }
        return;
      }
      var now = before == null ? new Seen(id) : before;
      if (before == null) {
        seen.add(now);
      }
      now.type = type;
      now.walk = walk;
      var isPacked = objects.isPacked(id);
      if (!isPacked && !objects.isLoose(id)) {
        defects.add(name(type, id) + " is missing; " + neededBy + " leads to it.");
      } else if (!isPacked || type != Constants.OBJ_BLOB || objects.isInDoubt(id)) {
        next.push(now);
      }
    }

    private void open(Seen object) throws IOException {
      switch (objects.read(object)) {
        case StoredObject.Missing() -> damaged(object, "it is gone");
        case StoredObject.Damaged(var why) -> damaged(object, why);
        case StoredObject.Content(var type, _) when object.type != Constants.OBJ_BAD && object.type != type ->
          damaged(object, "it is a " + Constants.typeString(type));
        case StoredObject.Content(var type, var bytes) -> {
          object.type = type;
          follow(object, bytes);
        }
      }
    }

    private void follow(Seen object, byte[] bytes) throws IOException {
      var links = links(object, bytes);
      if (links.isEmpty()) {
        damaged(object, "it is malformed");
        return;
      }
      for (var link : links.get()) {
        visit(link.id(), link.type(), "the " + Constants.typeString(object.type) + " " + object.name());
      }
    }

    private void damaged(Seen object, String why) {
      damaged++;
      defects.add(name(object.type, object) + " is damaged: " + why + ".");
    }
  }

  private Optional<List<Link>> links(Seen object, byte[] bytes) {
    return switch (object.type) {
      case Constants.OBJ_COMMIT -> ObjectText.commit(bytes).map(commit -> links(object, commit));
      case Constants.OBJ_TREE -> ObjectText.tree(bytes);
      case Constants.OBJ_TAG -> ObjectText.tag(bytes).map(List::of);
      default -> Optional.of(List.of());
    };
  }

  private List<Link> links(Seen object, Commit commit) {
    var links = new ArrayList<Link>();
    links.add(new Link(commit.tree(), Constants.OBJ_TREE));
    if (!shallow.contains(object.copy())) {
      commit.parents().forEach(parent -> links.add(new Link(parent, Constants.OBJ_COMMIT)));
    }
    return links;
  }

  private static String name(int type, AnyObjectId id) {
    return "The " + (type == Constants.OBJ_BAD ? "object" : Constants.typeString(type)) + " " + id.name();
  }

  private static final class Seen extends ObjectIdOwnerMap.Entry {
    private int type = Constants.OBJ_BAD;
    private int walk;

    Seen(AnyObjectId id) {
      super(id);
    }
  }
}
