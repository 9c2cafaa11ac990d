package dev.restorebot.bot.chat;

import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.desk.Reply.Status;
import dev.restorebot.sqlite.SqliteInbox;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The inbox of a bot, opened before runs go on: a newer version's stops the program before anything happens, and one of which
/// nothing can be made is set aside, so that people are heard. All chats share it.
///
/// @param inbox as it is now
/// @param aside where the damaged one is kept, if there was one
public record ChatInbox(SqliteInbox inbox, Optional<Path> aside) implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ChatInbox.class.getName());

  /// Opens the inbox in `file`.
  ///
  /// @throws dev.restorebot.run.Inbox.InboxException if it was written by a newer version, or cannot be opened now
  public static ChatInbox open(Path file, InstantSource time) {
    var aside = SqliteInbox.setAsideIfUnfit(file, time);
    aside.ifPresent(unfit -> LOG.log(Level.ERROR,
        "the inbox {0} cannot be read; it is kept as {1}, and a new one begins", file, unfit));
    return new ChatInbox(SqliteInbox.open(file, time), aside);
  }

  /// What everybody must know if there was a damaged one.
  Optional<Reply> lost() {
    return aside.map(unfit -> new Reply(Status.DECLINED,
        List.of("My inbox was damaged, and I have begun a new one. What you"
            + " said or pressed just before I was restarted may not have been done: look at `/restore status`, and do it again.",
            "The damaged one is kept beside it as " + unfit.getFileName() + "."),
        List.of()));
  }

  @Override
  public void close() {
    inbox.close();
  }
}
