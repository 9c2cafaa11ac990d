package dev.restorebot.bot.slack.fake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A message of a channel, as it was when it was looked at. Immutable.
///
/// @param threadTs the message that began its thread; null outside of threads
/// @param user who wrote it
/// @param versions all that it ever said, the newest last
/// @param files the names of the files it shares
public record Message(String channel, String ts, @Nullable String threadTs, String user, List<Version> versions,
    List<String> files, boolean deleted) {
  /// What a message said at a time.
  public record Version(String text, JsonNode blocks) {}

  /// Copies the lists.
  public Message {
    versions = List.copyOf(versions);
    files = List.copyOf(files);
  }

  /// The text beside the blocks, which notifications show.
  public String text() {
    return versions.getLast().text();
  }

  /// An array; empty if it has none.
  public JsonNode blocks() {
    return versions.getLast().blocks();
  }

  /// How often it was changed.
  public int edits() {
    return versions.size() - 1;
  }

  /// As it was after its `edit`th change; 0 is as it was posted.
  public Message version(int edit) {
    return new Message(channel, ts, threadTs, user, versions.subList(0, edit + 1), files, false);
  }

  /// As a person reads it.
  public String plain() {
    return Plain.of(this);
  }

  /// What can be clicked, by label.
  public List<String> buttons() {
    return Buttons.labels(blocks());
  }

  Message edited(Version version) {
    var all = new ArrayList<>(versions);
    all.add(version);
    return new Message(channel, ts, threadTs, user, all, files, deleted);
  }

  Message gone() {
    return new Message(channel, ts, threadTs, user, versions, files, true);
  }

  /// The thread it is in, or would begin.
  String thread() {
    return threadTs == null ? ts : threadTs;
  }

  boolean isReply() {
    return threadTs != null && !threadTs.equals(ts);
  }
}
