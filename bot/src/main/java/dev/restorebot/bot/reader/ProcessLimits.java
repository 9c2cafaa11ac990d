package dev.restorebot.bot.reader;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.restorebot.text.ByteSize;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// What the operating system lets this process have from now on, and never more again: `setrlimit(2)` of Linux. Elsewhere nothing is limited
/// but Java's own heap, and restorebot's image is Linux.
final class ProcessLimits {
  // The numbers of asm-generic/resource.h, which are those of x86 and ARM.
  private static final int CPU = 0;
  private static final int FILE_SIZE = 1;
  private static final int CORE = 4;
  private static final int ADDRESS_SPACE = 9;

  private static final Path PAGES = Path.of("/proc/self/statm");
  private static final long PAGE = 4096;

  private ProcessLimits() {}

  /// Limits this process.
  ///
  /// @param more how much address space it may take beside what it has now, in which Java's heap is reserved
  /// @param file how large a file may become that it writes
  /// @param cpu how much of a processor's time it may take in all
  /// @throws IOException if it cannot be limited
  @SuppressWarnings("restricted") // it is what the process is started with leave for
  static void apply(ByteSize more, ByteSize file, Duration cpu) throws IOException {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")) {
      return;
    }
    var linker = Linker.nativeLinker();
    var set = linker.downcallHandle(linker.defaultLookup().findOrThrow("setrlimit"),
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    limit(set, CORE, 0);
    limit(set, CPU, cpu.toSeconds());
    limit(set, FILE_SIZE, file.bytes());
    limit(set, ADDRESS_SPACE, reserved() + more.bytes());
  }

  /// The address space that this process has.
  private static long reserved() throws IOException {
    var pages = Files.readString(PAGES).split(" ", 2)[0];
    return Long.parseLong(pages) * PAGE;
  }

  private static void limit(MethodHandle set, int resource, long value) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var limits = arena.allocateFrom(JAVA_LONG, value, value);
      if ((int) set.invokeExact(resource, limits) != 0) {
        throw new IOException("the operating system refuses the limit " + value + " of resource " + resource);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("setrlimit could not be called", e);
    }
  }
}
