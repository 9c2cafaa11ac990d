/// Snapshots: the sets of backup objects that belong to one moment, how one is chosen, fetched and checked. Nothing here
/// writes to a store.
@NullMarked
package dev.restorebot.snapshot;

import org.jspecify.annotations.NullMarked;
