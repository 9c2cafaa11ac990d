package dev.restorebot.bot.realpds;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Runs a test only where `REAL_PDS_TEST` names the folder into which `bot/real-pds/bring` has brought a real PDS; beside others, since
/// each has a world of its own and waits for programs.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@EnabledIfEnvironmentVariable(named = RealPdsScene.FOLDER, matches = ".+", disabledReason = "Skipped: REAL_PDS_TEST does not name"
    + " the folder that bot/real-pds/bring prints, so there is no real PDS to test against.")
@interface NeedsRealPds {
}
