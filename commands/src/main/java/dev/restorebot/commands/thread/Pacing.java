package dev.restorebot.commands.thread;

import java.time.Duration;

/// How often a chat lets messages be written, by its documentation. What it says to too many is obeyed beside that.
///
/// @param betweenPosts between two new messages in one place
/// @param betweenEdits between any two edits
/// @param betweenUpdates between two edits of one run that nobody waits for
public record Pacing(Duration betweenPosts, Duration betweenEdits, Duration betweenUpdates) {}
