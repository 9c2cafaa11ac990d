/// Text in, command out. What was typed is untrusted until it is a command; what is not one gets an answer that says
/// what was wrong and what to type instead. Every correction offered was read by the same grammar first.
@NullMarked
package dev.restorebot.commands.grammar;

import org.jspecify.annotations.NullMarked;
