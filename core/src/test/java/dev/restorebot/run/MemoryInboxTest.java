package dev.restorebot.run;

import java.time.InstantSource;

class MemoryInboxTest extends InboxContract {
  @Override
  protected Inbox inbox(InstantSource time) {
    return new MemoryInbox(time);
  }
}
