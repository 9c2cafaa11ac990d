package dev.restorebot.plan;

import dev.restorebot.text.ByteSize;
import java.time.Duration;
import java.time.Instant;

/// A drill that has passed: what is known of how long a restore takes.
///
/// @param at when
/// @param size how much it restored
/// @param staging how long fetching and verifying took
/// @param replacing how long the exchange took, during which a service would be stopped
public record PastDrill(Instant at, ByteSize size, Duration staging, Duration replacing) {}
