/// What is wrong with a service, and whether a restore would help: checks side by side, and one verdict.
@NullMarked
package dev.restorebot.diagnose;

import org.jspecify.annotations.NullMarked;
