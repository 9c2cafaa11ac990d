package dev.restorebot.knot;

import dev.restorebot.concurrent.SideBySide;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Tells what repositories are there and which commits their branches are at. Reads nothing but their small files.
record RepositoryItems(Git git) {
  /// A disk behind a network answers many questions at a time as quickly as one.
  private static final int WIDTH = 8;
  private static final int TOLD = 10;

  /// What lies below `root`, or why not.
  Contents below(Path root) {
    return of(Repositories.below(root));
  }

  Contents of(Repositories repositories) {
    var items = new ArrayList<Item>();
    var unreadable = new ArrayList<>(repositories.unreadable());
    var failed = new ArrayList<String>();
    for (var look : looks(repositories, unreadable)) {
      if (look.item() == null) {
        failed.add(look.failure());
      } else {
        items.add(look.item());
      }
    }
    failed.stream().limit(TOLD).forEach(unreadable::add);
    if (failed.size() > TOLD) {
      unreadable.add((failed.size() - TOLD) + " more repositories cannot be read.");
    }
    return new Contents(items, numbers(repositories), null, unreadable);
  }

  private List<ReadItem> looks(Repositories repositories, List<String> unreadable) {
    try {
      return SideBySide.of(WIDTH, repositories.found(), repository -> look(repositories.id(repository), repository));
    } catch (IOException e) {
      unreadable.add("The repositories cannot be read: " + Words.of(String.valueOf(e.getMessage())) + ".");
      return List.of();
    }
  }

  /// What was seen of one repository.
  private record ReadItem(@Nullable Item item, String failure) {}

  private ReadItem look(String id, Path repository) {
    try {
      return new ReadItem(item(id, git.refs(repository)), "");
    } catch (IOException e) {
      return new ReadItem(null,
          "The repository " + Words.of(id) + " cannot be read: " + Words.of(String.valueOf(e.getMessage())) + ".");
    }
  }

  private static Item item(String id, Git.Refs refs) {
    var parts = new TreeSet<String>();
    var versions = new TreeMap<>(refs.refs());
    if (!refs.head().isEmpty()) {
      parts.add(KnotItem.REPOSITORY);
      versions.put(KnotItem.HEAD, refs.head());
    }
    if (refs.head().isEmpty() || !refs.unreadable().isEmpty()) {
      parts.add(KnotItem.DOUBTFUL);
    }
    return new Item(id, Words.of(id), parts, versions);
  }

  private static SortedMap<String, Long> numbers(Repositories repositories) {
    var flat = repositories.found().stream().filter(repositories::isFlat).count();
    var numbers = new TreeMap<String, Long>();
    numbers.put(KnotItem.FLAT, flat);
    numbers.put(KnotItem.LEGACY, repositories.found().size() - flat);
    return numbers;
  }
}
