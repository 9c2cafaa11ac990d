package dev.restorebot.knot.git;

import dev.restorebot.knot.git.ObjectText.Commit;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/// The commits behind a commit, newest first by the time they were committed, as git walks them. Confined to one thread.
final class History {
  private static final int MOST_TAGS = 10;
  /// About 50 MB.
  private static final int MOST_REMEMBERED = 200_000;

  private final List<ObjectFolder> places;
  private final Map<ObjectId, Optional<Commit>> remembered = new HashMap<>();

  /// @param places where a commit is looked for, in this order
  History(List<ObjectFolder> places) {
    this.places = List.copyOf(places);
  }

  /// Whether `other` is `tip` or one of its ancestors. What cannot be read has no ancestors.
  boolean leads(ObjectId tip, ObjectId other) throws IOException {
    var walk = new Walk();
    walk.start(tip, Side.MINE);
    walk.start(other, Side.THEIRS);
    walk.run(Long.MAX_VALUE);
    return walk.node(other).mine;
  }

  /// How many commits `tip` has, itself included, that none of `others` has, up to `most`. One that cannot be read counts.
  /// Where the times of commits run backwards, it may be too many.
  long onlyIn(ObjectId tip, Collection<ObjectId> others, long most) throws IOException {
    var walk = new Walk();
    walk.start(tip, Side.MINE);
    for (var other : others) {
      walk.start(other, Side.THEIRS);
    }
    walk.run(most);
    return Math.min(most, walk.nodes.values().stream().filter(Node::isMineAlone).count());
  }

  /// The commit that `id` stands for, itself or as a tag; the last thing that can be read on the way, if it is not one; empty
  /// if it is a folder or a file.
  Optional<ObjectId> commit(ObjectId id) throws IOException {
    var at = id;
    for (var tags = 0; tags < MOST_TAGS; tags++) {
      if (!(read(at) instanceof StoredObject.Content(var type, var bytes)) || type == Constants.OBJ_COMMIT) {
        return Optional.of(at);
      }
      var tag = type == Constants.OBJ_TAG ? ObjectText.tag(bytes) : Optional.<ObjectText.Link>empty();
      if (tag.isEmpty()) {
        return Optional.empty();
      }
      at = tag.get().id();
    }
    return Optional.of(at);
  }

  private StoredObject read(ObjectId id) throws IOException {
    for (var place : places) {
      if (place.read(id) instanceof StoredObject.Content content) {
        return content;
      }
    }
    return new StoredObject.Missing();
  }

  private Optional<Commit> readCommit(ObjectId id) throws IOException {
    var known = remembered.get(id);
    if (known != null) {
      return known;
    }
    var commit = read(id) instanceof StoredObject.Content(var type, var bytes) && type == Constants.OBJ_COMMIT
        ? ObjectText.commit(bytes)
        : Optional.<Commit>empty();
    if (remembered.size() < MOST_REMEMBERED) {
      remembered.put(id, commit);
    }
    return commit;
  }

  private enum Side {
    MINE, THEIRS
  }

  private static final class Node {
    private final List<ObjectId> parents;
    private final long time;
    private boolean mine;
    private boolean theirs;
    private boolean waiting;

    Node(List<ObjectId> parents, long time) {
      this.parents = parents;
      this.time = time;
    }

    boolean isMineAlone() {
      return mine && !theirs;
    }
  }

  /// Colours commits by the side from which they are reached, until all that is left is known to be theirs.
  private final class Walk {
    private final Map<ObjectId, Node> nodes = new HashMap<>();
    private final PriorityQueue<Node> next = new PriorityQueue<>(Comparator.comparingLong((Node node) -> -node.time));
    private long mineAloneWaiting;
    private long mineAloneSeen;

    void start(ObjectId id, Side side) throws IOException {
      colour(id, side == Side.MINE, side == Side.THEIRS);
    }

    void run(long most) throws IOException {
      while (mineAloneWaiting > 0 && mineAloneSeen < most) {
        var node = next.remove();
        node.waiting = false;
        if (node.isMineAlone()) {
          mineAloneWaiting--;
          mineAloneSeen++;
        }
        for (var parent : node.parents) {
          colour(parent, node.mine, node.theirs);
        }
      }
    }

    Node node(ObjectId id) throws IOException {
      var known = nodes.get(id);
      if (known != null) {
        return known;
      }
      var node = readCommit(id).map(commit -> new Node(commit.parents(), commit.time()))
          .orElseGet(() -> new Node(List.of(), 0));
      nodes.put(id, node);
      return node;
    }

    private void colour(ObjectId id, boolean mine, boolean theirs) throws IOException {
      var node = node(id);
      if ((!mine || node.mine) && (!theirs || node.theirs)) {
        return;
      }
      var before = node.waiting && node.isMineAlone();
      node.mine |= mine;
      node.theirs |= theirs;
      if (!node.waiting) {
        node.waiting = true;
        next.add(node);
      }
      mineAloneWaiting += (node.isMineAlone() ? 1 : 0) - (before ? 1 : 0);
    }
  }
}
