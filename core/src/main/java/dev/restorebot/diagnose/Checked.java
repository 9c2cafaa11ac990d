package dev.restorebot.diagnose;

import dev.restorebot.kind.Observation;

/// A check and what it found.
///
/// @param name what was looked at
/// @param question what was asked
/// @param tellsOfLoss see [dev.restorebot.kind.Check#tellsOfLoss]
public record Checked(String name, String question, boolean tellsOfLoss, Observation observation) {}
