package dev.restorebot.volume;

import dev.restorebot.files.Digest;
import dev.restorebot.text.ByteSize;

/// A file of a service, by the path below the volume at which it is live, was live or will be live; where it lies
/// meanwhile is told by what it is part of.
public record VolumeFile(String path, ByteSize size, Digest digest) {}
