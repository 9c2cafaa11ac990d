package dev.restorebot.bot.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/// Runs a test only where file systems may be mounted: a volume that is full or read-only is a file system of its own.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(value = "dev.restorebot.bot.sandbox.SmallVolume#possible", disabledReason = "Skipped: nothing may be mounted here.")
public @interface NeedsMounts {
}
