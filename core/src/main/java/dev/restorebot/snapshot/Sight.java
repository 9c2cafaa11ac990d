package dev.restorebot.snapshot;

import dev.restorebot.files.Digest;

import java.time.Instant;

/// What an object of a backup was when it was first found good.
public record Sight(Digest digest, Instant at) {}
