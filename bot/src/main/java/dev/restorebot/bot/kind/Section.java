package dev.restorebot.bot.kind;

/// What the configuration says of one service beside what it says of services of every kind, as it is written there. Each key of the
/// file is a component of the record, and no other is allowed.
public interface Section {}
