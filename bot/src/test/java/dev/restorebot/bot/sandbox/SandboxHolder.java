package dev.restorebot.bot.sandbox;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A program for tests that opens a world, starts a Job that does not end, and waits to be killed.
public final class SandboxHolder {
  private SandboxHolder() {}

  public static void main(String... arguments) throws InterruptedException {
    var sandbox = Sandbox.open(Path.of(arguments[0]), JobProbe.class.getName());
    sandbox.cluster().start(SandboxClusterTest.job("wait"));
    System.out.println("holding");
    new CountDownLatch(1).await();
  }
}
