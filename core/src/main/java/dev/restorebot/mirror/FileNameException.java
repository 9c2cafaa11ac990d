package dev.restorebot.mirror;

import java.io.IOException;

/// A name that can be no file's here, because this process runs in a locale whose letters do not have all of it. Java takes the
/// locale from the environment and from nowhere else.
public final class FileNameException extends IOException {
  private static final long serialVersionUID = 1L;
  /// The next move.
  public static final String HINT = "set LC_ALL=C.UTF-8 for the worker, as the image does";

  FileNameException(String name, Throwable cause) {
    super("the name " + name + " cannot be written in this process's language", cause);
  }
}
