package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A program for Jobs in tests: says what it was given and ends as told.
public final class JobProbe {
  private JobProbe() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    System.out.println("arguments " + String.join(" ", arguments));
    System.getenv().keySet().stream().sorted().forEach(name -> System.out.println("variable " + name));
    switch (arguments[0]) {
      case "succeed" -> terminate("{\"done\":true}");
      case "fail" -> {
        terminate("{\"failed\":true}");
        System.exit(1);
      }
      case "use-secret" -> terminate("key of " + System.getenv("KEY").length() + " letters");
      default -> new CountDownLatch(1).await();
    }
  }

  private static void terminate(String message) throws IOException {
    Files.writeString(Path.of(System.getenv("RESTOREBOT_TERMINATION_LOG")), message);
  }
}
