/// Files and folders on a local disk: walked, read, written so that they last, and told apart by their digests.
@NullMarked
package dev.restorebot.files;

import org.jspecify.annotations.NullMarked;
