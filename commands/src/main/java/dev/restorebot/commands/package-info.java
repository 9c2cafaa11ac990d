/// What people ask of restorebot, as values. Neutral: nothing here knows which chat, or console, a command came from.
@NullMarked
package dev.restorebot.commands;

import org.jspecify.annotations.NullMarked;
