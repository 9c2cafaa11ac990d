/// What lies on a service's volume, or shall, as plans, tasks and reports name it.
@NullMarked
package dev.restorebot.volume;

import org.jspecify.annotations.NullMarked;
