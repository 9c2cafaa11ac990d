/// What earlier versions of the program wrote, kept for good, and the tests that read it.
@NullMarked
package dev.restorebot.bot.corpus;

import org.jspecify.annotations.NullMarked;
