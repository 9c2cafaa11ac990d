package dev.restorebot.run;

import java.time.Duration;

/// Something that a step waited for, in all.
///
/// @param what said after "waited for": `the Deployment forum/forum to be ready`
public record Wait(String what, Duration took) {}
