/// Holds what the compiler cannot: who may depend on whom, and that what others call is documented.
@NullMarked
package dev.restorebot.architecture;

import org.jspecify.annotations.NullMarked;
