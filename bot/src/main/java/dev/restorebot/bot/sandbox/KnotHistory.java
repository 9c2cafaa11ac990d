package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.PdsHistory.Account;
import java.time.Instant;
import java.util.List;

/// Who the people of the sandbox's knot are, which repositories they made, and what they pushed and when. The same at every
/// run. [KnotStory] tells the rest.
final class KnotHistory {
  static final Instant SET_UP = Instant.parse("2025-11-10T09:00:00Z");
  /// When the mirror was first written.
  static final Instant FIRST_COPY = Instant.parse("2026-02-20T02:30:40Z");
  /// When it was last written.
  static final Instant LAST_COPY = Instant.parse("2026-02-25T02:30:40Z");
  /// When the database and most repositories were lost.
  static final Instant ACCIDENT = Instant.parse("2026-02-25T06:10:00Z");
  /// When alice put her key into the database that the knot had made itself.
  static final Instant NEW_KEY = Instant.parse("2026-02-25T09:31:00Z");

  /// The knot is hers.
  static final Person ALICE = new Person("alice", did(0), SET_UP);
  static final Person BOB = new Person("bob", did(1), Instant.parse("2025-12-15T18:22:00Z"));
  /// Joined after the newest sound backup of the database.
  static final Person NEWS = new Person("news", did(2), Instant.parse("2026-02-24T15:50:00Z"));
  static final List<Person> PEOPLE = List.of(ALICE, BOB, NEWS);

  static final Repo DOTFILES = repo(ALICE, "dotfiles", "2025-11-10T09:58:00Z");
  static final Repo INFRASTRUCTURE = repo(ALICE, "infrastructure", "2025-11-11T08:04:00Z");
  static final Repo NOTES = repo(ALICE, "notes", "2025-12-02T20:15:00Z");
  static final Repo SITE = repo(ALICE, "site", "2026-01-08T19:40:00Z");
  static final Repo TOOLS = repo(BOB, "tools", "2025-12-16T07:30:00Z");
  static final Repo PHOTOS = repo(BOB, "photos", "2026-01-20T21:05:00Z");
  static final Repo SKETCH = repo(BOB, "sketch", "2026-02-10T22:00:00Z");
  static final Repo WEATHER = repo(BOB, "weather", "2026-02-24T15:20:00Z");
  static final Repo FEEDS = repo(NEWS, "feeds", "2026-02-24T16:00:00Z");
  static final Repo WAR_DIARY = repo(ALICE, "war-diary", "2026-02-25T09:38:00Z");
  static final List<Repo> REPOS = List.of(DOTFILES, INFRASTRUCTURE, NOTES, TOOLS, SITE, PHOTOS, SKETCH, WEATHER, FEEDS,
      WAR_DIARY);

  /// In the order of time.
  static final List<Push> PUSHES = List.of(push(DOTFILES, "main", "2025-11-10T10:02:00Z", "Keep the shell's settings"),
      push(INFRASTRUCTURE, "main", "2025-11-11T08:10:00Z", "Describe the two nodes"),
      push(NOTES, "main", "2025-12-02T20:20:00Z", "Begin the notes"),
      push(TOOLS, "main", "2025-12-16T07:41:00Z", "Rename many files at once"),
      push(DOTFILES, "main", "2025-12-20T11:00:00Z", "Colour the prompt"),
      push(INFRASTRUCTURE, "main", "2025-12-28T14:20:00Z", "Give the volumes names"),
      push(TOOLS, "main", "2026-01-02T09:12:00Z", "Count lines by author"),
      push(DOTFILES, "old-shell", "2026-01-05T18:45:00Z", "Try the old shell again"),
      push(SITE, "main", "2026-01-08T19:52:00Z", "Say hello"),
      push(TOOLS, "next", "2026-01-15T08:30:00Z", "Begin anew"),
      push(SITE, "drafts", "2026-01-20T10:10:00Z", "Draft a page on winter"),
      push(TOOLS, "main", "2026-01-28T17:25:00Z", "Mind names with spaces"),
      push(INFRASTRUCTURE, "main", "2026-01-30T12:00:00Z", "Back up every night"),
      push(SITE, "main", "2026-02-01T16:33:00Z", "Put up a picture of the harbour"),
      push(NOTES, "main", "2026-02-11T21:48:00Z", "Note what the harbour master said"),
      push(SITE, "main", "2026-02-14T09:05:00Z", "Shorten the first page"),
      push(DOTFILES, "main", "2026-02-22T16:10:00Z", "Move to the new shell"),
      push(DOTFILES, "main", "2026-02-22T16:40:00Z", "Forget the old shell"),
      push(INFRASTRUCTURE, "main", "2026-02-23T09:15:00Z", "Grow the volume of the knot"),
      push(WEATHER, "main", "2026-02-24T15:30:00Z", "Read the rain gauge"),
      push(FEEDS, "main", "2026-02-24T16:05:00Z", "List the feeds"),
      push(WEATHER, "main", "2026-02-24T19:10:00Z", "Read the wind, too"),
      push(NOTES, "main", "2026-02-25T02:30:41Z", "Note it down before it is forgotten"),
      push(SITE, "main", "2026-02-25T05:20:00Z", "Publish the page on winter"),
      push(WAR_DIARY, "main", "2026-02-25T09:41:00Z", "Write down what is gone"));

  private KnotHistory() {}

  /// Somebody with repositories on the knot.
  record Person(String name, String did, Instant joined) {}

  /// A repository.
  record Repo(Person owner, String name, Instant made) {
    /// Its folder below that of all repositories, and what it is called in the table `acl`.
    String path() {
      return owner.did() + "/" + name;
    }
  }

  /// A commit that was pushed to a branch as soon as it was made.
  record Push(Repo repo, String branch, Instant at, String message) {}

  private static String did(int account) {
    Account known = PdsHistory.ACCOUNTS.get(account);
    return known.did();
  }

  private static Repo repo(Person owner, String name, String made) {
    return new Repo(owner, name, Instant.parse(made));
  }

  private static Push push(Repo repo, String branch, String at, String message) {
    return new Push(repo, branch, Instant.parse(at), message);
  }
}
