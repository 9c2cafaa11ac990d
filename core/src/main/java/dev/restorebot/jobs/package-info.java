/// What is to be done on a volume, as tasks for workers in Jobs, and how the run's thread waits for them.
@NullMarked
package dev.restorebot.jobs;

import org.jspecify.annotations.NullMarked;
