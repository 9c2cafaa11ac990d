package dev.restorebot.bot.chat;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Does what belongs together one after the other, in the order in which it came, and everything else side by side.
/// Thread-safe.
final class Lanes {
  private final Map<String, Queue<Runnable>> lanes = new HashMap<>();

  /// Does `work` when everything before it in `lane` is done.
  synchronized void submit(String lane, Runnable work) {
    var busy = lanes.get(lane);
    if (busy != null) {
      busy.add(work);
      return;
    }
    lanes.put(lane, new ArrayDeque<>());
    Thread.ofVirtual().name("chat-" + lane).start(() -> empty(lane, work));
  }

  private void empty(String lane, Runnable first) {
    for (var work = first; work != null; work = next(lane)) {
      work.run();
    }
  }

  private synchronized @Nullable Runnable next(String lane) {
    var waiting = lanes.get(lane);
    var work = waiting == null ? null : waiting.poll();
    if (work == null) {
      lanes.remove(lane);
      notifyAll();
    }
    return work;
  }

  /// Returns when nothing is left to do.
  synchronized void awaitRest() throws InterruptedException {
    while (!lanes.isEmpty()) {
      wait();
    }
  }
}
