/// A small world in a folder to practise in: an S3 server with backups, a volume, and stand-ins for a PDS, a relay and
/// the cluster they run in. The data is real; only who serves it is not.
@NullMarked
package dev.restorebot.bot.sandbox;

import org.jspecify.annotations.NullMarked;
