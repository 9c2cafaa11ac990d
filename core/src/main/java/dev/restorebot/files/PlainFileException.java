package dev.restorebot.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// Something lies in a folder that is neither a file nor a folder, such as a symbolic link, and restorebot follows none.
public final class PlainFileException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  PlainFileException(Path path, boolean link) {
    super(path.toString(), null,
        "is " + (link ? "a symbolic link" : "no file") + ", and restorebot takes only files and folders");
  }
}
