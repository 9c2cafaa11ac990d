package dev.restorebot.worker;

import dev.restorebot.database.Databases.DatabaseException;
import dev.restorebot.kind.FixUpException;
import dev.restorebot.mirror.FileNameException;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.volume.Report.Failed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/// Puts what went wrong into words.
final class Failures {
  private static final String AGAIN = "try again; it goes on where it stopped";

  private Failures() {}

  static Failed report(Exception failure) {
    return switch (failure) {
      case WorkerException e -> new Failed(e.reason(), e.hint(), e.untouched());
      case BackupStoreException e -> new Failed(text(e), switch (e.kind()) {
        case UNAVAILABLE -> "ask again when the store answers";
        case REFUSED -> "correct that, then ask again";
      });
      case FixUpException e -> new Failed(text(e), "nothing was moved; make a new plan");
      case DatabaseException e -> new Failed(text(e), "nothing was moved; take another snapshot");
      case FileNameException e -> new Failed(text(e), FileNameException.HINT);
      case UncheckedIOException e -> disk(e.getCause() == null ? new IOException(e) : e.getCause());
      case IOException e -> disk(e);
      case InterruptedException _ -> new Failed("it was told to stop", AGAIN);
      default -> new Failed(failure.getClass().getSimpleName() + ": " + failure.getMessage(),
          "look at the log of the Job, and report this as a defect of restorebot");
    };
  }

  private static Failed disk(IOException failure) {
    var text = text(failure).toLowerCase(Locale.ROOT);
    if (text.contains("no space left") || text.contains("quota exceeded")) {
      return new Failed("no space left" + where(failure),
          "purge an earlier run, or make the volume larger; then " + AGAIN);
    }
    return switch (failure) {
      case AccessDeniedException e -> new Failed("permission denied: " + e.getFile(),
          "run the worker as the owner of the data: see the volume's owner in the configuration. If it is right, see"
              + " who puts links in the way on the volume");
      case NoSuchFileException e -> new Failed(e.getFile() + " is gone", AGAIN);
      default -> new Failed("the disk failed: " + text(failure), "look at the volume's health; then " + AGAIN);
    };
  }

  private static String where(IOException failure) {
    return failure instanceof FileSystemException e && e.getFile() != null ? " for " + e.getFile() : "";
  }

  private static String text(Exception failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
