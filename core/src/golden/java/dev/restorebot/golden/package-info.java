/// Texts that a person has judged to be right, for the tests of every module.
@NullMarked
package dev.restorebot.golden;

import org.jspecify.annotations.NullMarked;
