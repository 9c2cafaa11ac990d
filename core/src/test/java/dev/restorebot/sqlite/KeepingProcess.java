package dev.restorebot.sqlite;

import dev.restorebot.run.Inbox.Item;
import java.nio.file.Path;
import java.time.InstantSource;

/// Keeps items without end, many at a time, and prints the key of each that is kept.
final class KeepingProcess {
  private KeepingProcess() {}

  /// Goes on until it is killed.
  ///
  /// @param arguments the file of the inbox, and a word for its keys to begin with
  public static void main(String[] arguments) throws InterruptedException {
    var time = InstantSource.system();
    var inbox = SqliteInbox.open(Path.of(arguments[0]), time);
    var last = new Thread();
    for (var person = 0; person < 8; person++) {
      var name = arguments[1] + "-" + person + "-";
      last = Thread.ofPlatform().start(() -> {
        for (var i = 0;; i++) {
          var key = name + i;
          if (inbox.keep(new Item(key, time.instant(), "text of " + key))) {
            System.out.println(key);
          }
        }
      });
    }
    last.join();
  }
}
