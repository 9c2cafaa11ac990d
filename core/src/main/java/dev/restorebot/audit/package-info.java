/// What proves the record of who approved what: keys, what was signed with them, and seals that lie where nobody can change them.
@NullMarked
package dev.restorebot.audit;

import org.jspecify.annotations.NullMarked;
