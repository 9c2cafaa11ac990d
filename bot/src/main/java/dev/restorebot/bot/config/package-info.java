/// The configuration: `restorebot.yaml`, read strictly. What is wrong in it is told with its path and line.
@NullMarked
package dev.restorebot.bot.config;

import org.jspecify.annotations.NullMarked;
