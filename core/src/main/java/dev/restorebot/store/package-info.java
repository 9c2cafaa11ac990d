/// The port to object stores, and how objects are fetched from one: whole, checked, and again after a failure.
@NullMarked
package dev.restorebot.store;

import org.jspecify.annotations.NullMarked;
