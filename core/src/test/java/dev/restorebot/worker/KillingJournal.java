package dev.restorebot.worker;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A journal on a volume whose worker dies at one of its entries.
///
/// @param left how many entries are still to come until then
record KillingJournal(VolumeJournal inner, AtomicInteger left, Moment moment, Runnable death) implements VolumeJournal {
  /// Whether the entry is still written.
  enum Moment {
    BEFORE, AFTER
  }

  /// Journals that all count towards the death at entry number `n`.
  static VolumeJournals at(WorkerPorts ports, int n, Moment moment, Runnable death) {
    var left = new AtomicInteger(n);
    var journals = VolumeJournals.of(ports);
    return files -> new KillingJournal(journals.of(files), left, moment, death);
  }

  @Override
  public List<VolumeEntry> entries() throws IOException {
    return inner.entries();
  }

  @Override
  public void append(VolumeEntry entry) throws IOException {
    var dying = left.decrementAndGet() == 0;
    if (dying && moment == Moment.BEFORE) {
      death.run();
    }
    inner.append(entry);
    if (dying && moment == Moment.AFTER) {
      death.run();
    }
  }
}
