package dev.restorebot.approval;

import java.util.Optional;

/// Whether somebody may ask how services are, which tells handles, names and sizes, and costs a Job and downloads. Thread-safe;
/// blocks where a group must be asked.
///
/// @param groups who is in groups that only a chat knows
public record Readers(Policy policy, Groups groups) {
  /// Why `by` may not; empty if they may.
  ///
  /// @param where the place in which they ask, as the front end names it; empty if in none in particular
  public Optional<String> mayNotRead(Person by, String where) {
    return policy.mayNotRead(policy.standing(by, groups), where, groups);
  }
}
