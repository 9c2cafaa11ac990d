/// The configuration as text: on which line each thing stands, what forms a text may have, and how it is said that something is wrong.
@NullMarked
package dev.restorebot.bot.yaml;

import org.jspecify.annotations.NullMarked;
