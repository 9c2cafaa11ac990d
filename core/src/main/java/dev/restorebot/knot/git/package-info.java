/// Bare git repositories on a disk, through JGit. Their small files are read and mended by hand, because a copy may lack
/// what git itself would insist on; JGit reads the objects, and nothing else: no configuration, neither a repository's nor
/// one of the machine, no hook, no alternates, and no symbolic link that leads out of a repository.
@NullMarked
package dev.restorebot.knot.git;

import org.jspecify.annotations.NullMarked;
