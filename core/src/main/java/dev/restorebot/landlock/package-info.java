/// Landlock of Linux: what a process may do with files, kept by the kernel.
@NullMarked
package dev.restorebot.landlock;

import org.jspecify.annotations.NullMarked;
