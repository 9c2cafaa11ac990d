/// How texts, times, sizes and counts are shown and ordered. What people, backups, services and clusters have written is made fit to be
/// shown first: it gives orders to nobody's screen.
@NullMarked
package dev.restorebot.text;

import org.jspecify.annotations.NullMarked;
