/// Everything that is written as JSON and read again, through Jackson. Every name in it is written out here: renaming a
/// class changes nothing that is stored or sent.
@NullMarked
package dev.restorebot.json;

import org.jspecify.annotations.NullMarked;
