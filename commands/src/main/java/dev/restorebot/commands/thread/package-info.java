/// What is posted in the thread of a run: chat-neutral text and buttons, made from the journal.
@NullMarked
package dev.restorebot.commands.thread;

import org.jspecify.annotations.NullMarked;
