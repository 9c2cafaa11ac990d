/// A restore as commands for people, who do by hand what the bot would do.
@NullMarked
package dev.restorebot.runbook;

import org.jspecify.annotations.NullMarked;
