/// SQLite through its JDBC driver. Every database it is given is a private file on a local disk.
@NullMarked
package dev.restorebot.sqlite;

import org.jspecify.annotations.NullMarked;
