/// The help people read in the chat. Every example in it is a command that works as printed.
@NullMarked
package dev.restorebot.commands.help;

import org.jspecify.annotations.NullMarked;
