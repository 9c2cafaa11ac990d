package dev.restorebot.bot.config;

import dev.restorebot.service.StoreDefinition;
import java.time.Duration;

/// Where the seals of the record are kept so that nobody can change them. Never the keys: they come from the environment.
///
/// @param prefix what the keys of seals begin with; may be empty
/// @param retain for how long nobody can change one
public record AnchorSettings(StoreDefinition store, String bucket, String prefix, Duration retain) {}
