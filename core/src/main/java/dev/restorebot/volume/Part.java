package dev.restorebot.volume;

import dev.restorebot.files.Digest;

/// One staged file that goes live.
public record Part(String database, String file, Digest digest) {}
