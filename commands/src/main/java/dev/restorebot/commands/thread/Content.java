package dev.restorebot.commands.thread;

/// What a message says: lines with buttons, or a run at a glance.
public sealed interface Content permits Post, Card {}
