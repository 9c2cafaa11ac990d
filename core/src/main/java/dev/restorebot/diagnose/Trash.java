package dev.restorebot.diagnose;

import java.time.Duration;

/// Where a file system keeps what was deleted, for a while.
///
/// @param fileSystem what people call it
/// @param keeps for how long if nobody says otherwise; a day or more
/// @param note what else to know, said after "its trash keeps what was deleted for 1 day"
public record Trash(String fileSystem, Duration keeps, String note) {}
