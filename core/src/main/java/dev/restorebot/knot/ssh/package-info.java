/// SSH, as far as a server goes before anybody logs in: its host keys. Nothing of it is loaded before somebody asks.
@NullMarked
package dev.restorebot.knot.ssh;

import org.jspecify.annotations.NullMarked;
