/// The folder in which a bot keeps what must outlive it.
@NullMarked
package dev.restorebot.bot.state;

import org.jspecify.annotations.NullMarked;
