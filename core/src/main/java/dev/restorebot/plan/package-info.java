/// Plans: what a restore would do, decided from facts that were gathered without touching anything.
@NullMarked
package dev.restorebot.plan;

import org.jspecify.annotations.NullMarked;
