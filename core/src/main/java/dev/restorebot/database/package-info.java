/// The port to databases in files, and what a check of them finds.
@NullMarked
package dev.restorebot.database;

import org.jspecify.annotations.NullMarked;
