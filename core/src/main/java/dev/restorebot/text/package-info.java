/// Text from outside, made fit to be shown: what people, backups, services and clusters have written gives orders to nobody's screen.
@NullMarked
package dev.restorebot.text;

import org.jspecify.annotations.NullMarked;
