/// The program: its command line and its composition root.
@NullMarked
package dev.restorebot.bot;

import org.jspecify.annotations.NullMarked;
