/// The kinds of services that there are. Each is one module, and [dev.restorebot.bot.kind.Kinds#ALL] is the list of them: a kind is added there.
@NullMarked
package dev.restorebot.bot.kind;

import org.jspecify.annotations.NullMarked;
