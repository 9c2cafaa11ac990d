/// The front end for Slack: what people say there comes in, is kept, acknowledged and answered, and every run is shown there.
@NullMarked
package dev.restorebot.bot.slack;

import org.jspecify.annotations.NullMarked;
