package dev.restorebot.bot.slack.fake;

/// A file that the app uploaded. Immutable.
///
/// @param channel where it was shared; empty as long as it is not
/// @param threadTs the thread where it was shared; empty if in none
public record UploadedFile(String id, String name, String title, String content, String channel, String threadTs) {}
