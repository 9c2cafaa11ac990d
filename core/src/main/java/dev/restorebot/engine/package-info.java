/// What people say and what time brings is taken up here, and a run goes on step by step until a gate waits for people: who may
/// begin one, what each click means, when what is due, and what happens after a restart.
@NullMarked
package dev.restorebot.engine;

import org.jspecify.annotations.NullMarked;
