package dev.restorebot.bot.slack;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.chat.MentionRegistry;
import dev.restorebot.bot.slack.block.Blocks;
import dev.restorebot.bot.slack.block.Elements;
import dev.restorebot.bot.slack.block.Modals;

/// Makes Slack's blocks in which those may be named whom `registry` knows. Thread-safe.
record SlackMentions(MentionRegistry registry) {
  /// For messages, without waiting for anything.
  Blocks blocks() {
    return new Blocks(Elements.mentionable(registry.ids()));
  }

  /// For messages about what the journal tells by now. Waits for the ledger.
  Blocks blocksOfNow() {
    return new Blocks(Elements.mentionable(registry.idsOfNow()));
  }

  /// For what `person` alone is told.
  Blocks blocksFor(Person person) {
    return new Blocks(Elements.mentionable(registry.idsFor(person)));
  }

  /// For forms.
  Modals modals() {
    return new Modals(Elements.mentionable(registry.ids()));
  }
}
