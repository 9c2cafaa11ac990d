package dev.restorebot.volume;

import dev.restorebot.files.Digest;
import dev.restorebot.text.ByteSize;

/// A folder of a service with all that is in it, by the path below the volume at which it is live, was live or will be
/// live.
///
/// @param digest of what, is told by what it is part of
public record VolumeFolder(String path, long files, ByteSize size, Digest digest) {}
