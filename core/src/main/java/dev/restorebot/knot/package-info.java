/// The kind `knot`: a Tangled knot, with a database of who may do what and bare git repositories.
@NullMarked
package dev.restorebot.knot;

import org.jspecify.annotations.NullMarked;
