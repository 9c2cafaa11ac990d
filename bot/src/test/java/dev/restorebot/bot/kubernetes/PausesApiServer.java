package dev.restorebot.bot.kubernetes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.parallel.Isolated;

/// Runs a test class alone, because it pauses the server of all tests, and only where `APISERVER_PID_TEST` says which
/// process that is.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@NeedsApiServer
@EnabledIfEnvironmentVariable(named = ApiServerPause.PID, matches = "[0-9]+", disabledReason = "Skipped: APISERVER_PID_TEST does not name the process of the API server, so it cannot be paused.")
@Isolated("it pauses the server of all tests")
public @interface PausesApiServer {}
