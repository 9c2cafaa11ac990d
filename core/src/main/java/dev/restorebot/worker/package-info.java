/// The data plane: stage, replace, undo, purge and inspect, on one volume, in a process of its own that a Job starts.
/// Each operation may be killed at any point and run again; what it did is in a journal on the volume.
@NullMarked
package dev.restorebot.worker;

import org.jspecify.annotations.NullMarked;
