/// Answers the cluster's probes.
@NullMarked
package dev.restorebot.bot.health;

import org.jspecify.annotations.NullMarked;
