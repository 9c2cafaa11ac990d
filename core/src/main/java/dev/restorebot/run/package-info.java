/// Runs a plan. The journal is the truth; a run's state is a fold over it, and whatever is killed goes on from there.
@NullMarked
package dev.restorebot.run;

import org.jspecify.annotations.NullMarked;
