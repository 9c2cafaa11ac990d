package dev.restorebot.pds;

import dev.restorebot.service.SecretRef;

/// An account of a PDS that is nobody's: a restore logs in with it and posts.
///
/// @param handle with which it logs in
/// @param password where its password is
public record CanarySettings(String handle, SecretRef password) {}
