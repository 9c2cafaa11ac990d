@NullMarked
package dev.restorebot.bot.diagnose;

import org.jspecify.annotations.NullMarked;
