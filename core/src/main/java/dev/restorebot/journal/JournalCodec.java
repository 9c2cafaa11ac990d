package dev.restorebot.journal;

import dev.restorebot.run.EventCodec;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Unreadable;
import dev.restorebot.run.RunEvent.Unreadable.Bearing;
import dev.restorebot.service.ServiceName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// [EventCodec] in JSON, for as long as journals are kept: writes the current version of the format, and reads it and every
/// earlier one. Thread-safe.
public final class JournalCodec implements EventCodec {
  static final List<Upcaster> UPCASTERS = List.of(new FromVersion0(), new FromVersion1(), new FromVersion2(),
      new FromVersion3(), new FromVersion4());
  static final Format<EventRecord> FORMAT = new Format<>(EventRecord.class, UPCASTERS);

  /// What changes nothing about where a run stands.
  private static final Set<String> NOTES =
      Set.of("posted", "shown", "recovered", "reminded", "glass_held", "asked_in_vain");
  private static final Pattern FORM = Pattern.compile("[a-z_]{1,40}");
  private static final int TOLD = 200;
  private static final Pattern ABOUT = Pattern.compile("\"service\"\\s*:\\s*\"([a-z][a-z0-9-]{0,39})\"");

  @Override
  public Written written(RunEvent event) {
    return Attachments.of(write(event));
  }

  /// The written form of `event` with all that is in it.
  String write(RunEvent event) {
    return FORMAT.write(Events.record(event));
  }

  /// Reads an event beside which nothing is written.
  RunEvent read(String text) {
    return read(text, _ -> Optional.empty());
  }

  @Override
  public RunEvent read(String text, Function<String, Optional<String>> attachments) {
    try {
      return FORMAT.read(Attachments.joined(text, attachments)).event();
    } catch (NewerVersionException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever a stored entry does to this version, the bot must start.
      return unreadable(text, brief(Format.reason(e)));
    }
  }

  private static RunEvent unreadable(String text, String why) {
    var name = name(text);
    return new Unreadable(name, why, about(text), NOTES.contains(name) ? Bearing.NOTE : Bearing.STATE);
  }

  /// What a text that cannot be read says of itself may be anything, and long.
  private static String brief(String why) {
    return why.length() <= TOLD ? why : why.substring(0, TOLD) + "…";
  }

  private static String name(String text) {
    try {
      var name = Format.tree(text).path(EventRecord.NAME).asString("");
      return FORM.matcher(name).matches() ? name : "";
    } catch (RuntimeException _) {
      // Not even that can be told.
      return "";
    }
  }

  /// The service that an entry is about, as far as that can be told from a text that cannot be read.
  private static @Nullable ServiceName about(String text) {
    var found = ABOUT.matcher(text);
    return found.find() ? new ServiceName(found.group(1)) : null;
  }
}
