/// What proves the record of who approved what: keys, and what was signed with them.
@NullMarked
package dev.restorebot.audit;

import org.jspecify.annotations.NullMarked;
