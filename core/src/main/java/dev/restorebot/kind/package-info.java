/// What a kind of service contributes to a restore: how its contents are read, what would be lost, fix-ups and checks.
/// Everything else is the same for every kind.
@NullMarked
package dev.restorebot.kind;

import org.jspecify.annotations.NullMarked;
