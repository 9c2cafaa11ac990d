/// Runs: what can happen in one, where it stands, and the journal. The journal is the truth; a run's state is a fold over it, and whatever
/// is killed goes on from there.
@NullMarked
package dev.restorebot.run;

import org.jspecify.annotations.NullMarked;
