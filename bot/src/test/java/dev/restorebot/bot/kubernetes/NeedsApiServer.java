package dev.restorebot.bot.kubernetes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// Runs a test only where `KUBECONFIG_TEST` names the kubeconfig of an administrator of a cluster made for tests.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(named = TestCluster.KUBECONFIG, matches = ".+", disabledReason = "Skipped: KUBECONFIG_TEST does not name a kubeconfig, so there is no API server to test against.")
public @interface NeedsApiServer {}
