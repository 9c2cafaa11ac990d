/// Schedules written as cron expressions.
@NullMarked
package dev.restorebot.cron;

import org.jspecify.annotations.NullMarked;
