package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.terminal.Bot;
import dev.restorebot.bot.terminal.WorldControl;
import java.util.function.Consumer;

/// Lets things happen to a world of the sandbox, and has its bot notice.
record SandboxControl(World world, Bot bot) implements WorldControl {
  @Override
  public boolean happens(String what, Consumer<String> told) {
    var fault = Fault.parse(what);
    if (fault.isEmpty()) {
      told.accept("nothing like `" + what + "` can happen here; what can: " + String.join(", ", Fault.examples()));
      return false;
    }
    told.accept(world.happen(fault.get()));
    bot.engine().tick();
    if (fault.get() == Fault.OfBackups.BACKUPS_WATCHED) {
      watch();
    }
    return true;
  }

  private void watch() {
    try {
      bot.watch();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
