/// What every chat needs: what people say is kept, acknowledged and worked off, and each run is shown. A chat itself is a
/// [dev.restorebot.bot.chat.FrontEnd] beside this package; several may be at work on one engine.
@NullMarked
package dev.restorebot.bot.chat;

import org.jspecify.annotations.NullMarked;
