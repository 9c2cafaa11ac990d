package dev.restorebot.engine;

import dev.restorebot.approval.Groups;
import dev.restorebot.cluster.ByHand;
import dev.restorebot.cluster.Cluster;
import dev.restorebot.kind.SnapshotReader;
import dev.restorebot.run.Pause;
import dev.restorebot.run.RunKeys;
import dev.restorebot.run.Watcher;
import dev.restorebot.snapshot.SnapshotBook;
import dev.restorebot.store.BackupStores;
import dev.restorebot.store.Retries;
import dev.restorebot.worker.WorkerCodec;
import java.nio.file.Path;
import java.time.InstantSource;

/// What the engine needs of the world.
///
/// @param byHand writes what the cluster is asked for as commands, for runbooks
/// @param reader opens what was fetched of snapshots
/// @param groups who is in groups that only a chat knows
/// @param scratch a folder on the bot's own disk in which snapshots are looked at; emptied after use
public record EnginePorts(Cluster cluster, ByHand byHand, BackupStores stores, SnapshotReader reader,
    SnapshotBook snapshots, RunKeys keys, Retries retries,
    WorkerCodec codec, Groups groups, Watcher watcher, Pause pause, InstantSource time, Path scratch) {}
