package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file system of its own in the place of a volume's folder, small enough to be filled, which may be mounted read-only. Who may mount
/// nothing has none: see [NeedsMounts].
public final class SmallVolume implements AutoCloseable {
  private static final int BLOCK = 4096;

  private final Path folder;

  private SmallVolume(Path folder) {
    this.folder = folder;
  }

  /// Mounts one over `folder`, with what is in it.
  ///
  /// @param size as `mount` understands it: `8m`
  public static SmallVolume over(Path folder, String size) {
    try {
      Files.createDirectories(folder);
      var aside = Files.createTempDirectory("aside-");
      run("cp", "-a", folder + "/.", aside.toString());
      run("mount", "-t", "tmpfs", "-o", "mode=0755,size=" + size, "tmpfs", folder.toString());
      run("cp", "-a", aside + "/.", folder.toString());
      run("rm", "-r", aside.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SmallVolume(folder);
  }

  /// Whether this process may mount anything.
  public static boolean possible() {
    try {
      over(Files.createTempDirectory("mounts-"), "64k").close();
      return true;
    } catch (IOException | IllegalStateException _) {
      return false;
    }
  }

  /// Writes until nothing more fits.
  public void fill() {
    try (OutputStream out = Files.newOutputStream(folder.resolve("ballast"))) {
      var block = new byte[BLOCK];
      while (true) {
        out.write(block);
      }
    } catch (IOException _) {
      // It is full.
    }
  }

  /// Nobody may write to it any more. No file may be open for writing.
  public void mountReadOnly() {
    run("mount", "-o", "remount,ro", folder.toString());
  }

  @Override
  public void close() {
    run("umount", "-l", folder.toString());
  }

  private static void run(String... words) {
    try {
      var process = new ProcessBuilder(words).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", List.of(words)) + ": " + said);
      }
    } catch (IOException e) {
      throw new IllegalStateException(words[0] + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
