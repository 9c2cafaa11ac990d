/// Where a person's command or click comes in, and the answer goes out.
@NullMarked
package dev.restorebot.commands.desk;

import org.jspecify.annotations.NullMarked;
