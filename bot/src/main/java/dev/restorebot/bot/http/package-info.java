/// An HTTP server that holds where whoever likes may reach its port.
@NullMarked
package dev.restorebot.bot.http;

import org.jspecify.annotations.NullMarked;
