/// Whether everything that a restore needs is there, looked at before anybody needs it.
@NullMarked
package dev.restorebot.readiness;

import org.jspecify.annotations.NullMarked;
