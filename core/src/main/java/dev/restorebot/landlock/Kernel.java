package dev.restorebot.landlock;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// The calls to the kernel that Landlock is made of, and those that open a path step by step, following no link. Thread-safe.
final class Kernel {
  // The same numbers on x86 and on ARM.
  private static final long CREATE_RULESET = 444;
  private static final long ADD_RULE = 445;
  private static final long RESTRICT_SELF = 446;
  private static final long ASK_VERSION = 1;
  private static final long PATH_BENEATH = 1;
  private static final int NO_NEW_PRIVILEGES = 38;
  private static final int AS_A_PLACE = 0x20_0000;
  private static final int CLOSE_ON_EXEC = 0x8_0000;
  private static final int NOWHERE = -1;

  private final MethodHandle call;
  private final MethodHandle open;
  private final MethodHandle close;
  private final MethodHandle control;
  private final int folder;
  private final int noLink;

  @SuppressWarnings("restricted") // restorebot's processes are started with leave for it
  private Kernel(int folder, int noLink) {
    this.folder = folder;
    this.noLink = noLink;
    var linker = Linker.nativeLinker();
    var library = linker.defaultLookup();
    this.call = linker.downcallHandle(library.findOrThrow("syscall"), FunctionDescriptor.of(JAVA_LONG, JAVA_LONG,
        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG), Linker.Option.firstVariadicArg(1));
    this.open = linker.downcallHandle(library.findOrThrow("openat"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS,
        JAVA_INT), Linker.Option.firstVariadicArg(3));
    this.close = linker.downcallHandle(library.findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    this.control = linker.downcallHandle(library.findOrThrow("prctl"), FunctionDescriptor.of(JAVA_INT, JAVA_INT,
        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG), Linker.Option.firstVariadicArg(1));
  }

  /// The kernel of this machine, if it is a Linux of a kind whose numbers are known.
  static Optional<Kernel> here() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")) {
      return Optional.empty();
    }
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> Optional.of(new Kernel(0x1_0000, 0x2_0000));
      case "aarch64" -> Optional.of(new Kernel(0x4000, 0x8000));
      default -> Optional.empty();
    };
  }

  /// Which version of Landlock it has; less than 1 if none.
  int version() {
    return (int) call(CREATE_RULESET, 0, 0, ASK_VERSION);
  }

  /// New rules, under which nothing that they are about is allowed yet.
  ///
  /// @param files what they are about, of files, as bits
  /// @param network the same, of the network
  /// @param scopes the same, of other processes
  Rules rules(long files, long network, long scopes) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var about = arena.allocateFrom(JAVA_LONG, files, network, scopes);
      // A kernel refuses what it does not know, so no more is said than is asked for.
      var length = scopes != 0 ? 24 : network != 0 ? 16 : 8;
      return new Rules(required((int) call(CREATE_RULESET, about.address(), length, 0), "makes no rules"));
    }
  }

  /// Rules that are being made.
  final class Rules implements AutoCloseable {
    private final int rules;

    private Rules(int rules) {
      this.rules = rules;
    }

    /// Allows `what` in `path`.
    ///
    /// @param path absolute, and reached through no link
    void allow(Path path, boolean isFolder, long what) throws IOException {
      var place = place(path, isFolder);
      try (var arena = Arena.ofConfined()) {
        var rule = arena.allocate(12, 8);
        rule.set(JAVA_LONG_UNALIGNED, 0, what);
        rule.set(JAVA_INT, 8, place);
        required((int) call(ADD_RULE, rules, PATH_BENEATH, rule.address()), "takes no rule for " + path);
      } finally {
        closed(place);
      }
    }

    /// Has them hold for this thread from now on.
    void confine() throws IOException {
      required(control(), "does not let this process do without new privileges");
      required((int) call(RESTRICT_SELF, rules, 0, 0), "does not confine this process");
    }

    @Override
    public void close() {
      closed(rules);
    }
  }

  /// Opens `path` as a place, step by step from the root.
  private int place(Path path, boolean isFolder) throws IOException {
    var at = required(opened(NOWHERE, "/", folder), "opens no /");
    for (var i = 0; i < path.getNameCount(); i++) {
      var last = i == path.getNameCount() - 1;
      var next = opened(at, path.getName(i).toString(), (last && !isFolder ? 0 : folder) | noLink);
      closed(at);
      at = required(next, "opens no " + path + ": " + path.getName(i) + " is not there, or is a link");
    }
    return at;
  }

  private static int required(int answer, String otherwise) throws IOException {
    if (answer < 0) {
      throw new IOException("the kernel " + otherwise);
    }
    return answer;
  }

  private int opened(int at, String name, int flags) {
    try (var arena = Arena.ofConfined()) {
      return (int) open.invokeExact(at, arena.allocateFrom(name), flags | AS_A_PLACE | CLOSE_ON_EXEC);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private void closed(int place) {
    try {
      var _ = (int) close.invokeExact(place);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private int control() {
    try {
      return (int) control.invokeExact(NO_NEW_PRIVILEGES, 1L, 0L, 0L, 0L);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private long call(long number, long one, long two, long three) {
    try {
      return (long) call.invokeExact(number, one, two, three, 0L);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /// A call to the kernel answers, and throws nothing.
  private static RuntimeException broken(Throwable e) {
    return switch (e) {
      case Error error -> throw error;
      case RuntimeException exception -> exception;
      default -> new IllegalStateException(e);
    };
  }
}
