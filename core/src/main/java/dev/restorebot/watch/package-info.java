/// The bot's own eye on backups: it looks after each time at which one is due, and tells once what is wrong, and that it is well again.
@NullMarked
package dev.restorebot.watch;

import org.jspecify.annotations.NullMarked;
