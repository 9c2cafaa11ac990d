/// Who may ask and who may approve: people, gates and the policy. Decided here and nowhere else.
@NullMarked
package dev.restorebot.approval;

import org.jspecify.annotations.NullMarked;
