package dev.restorebot.bot;

import dev.restorebot.audit.Keyring;
import dev.restorebot.bot.config.Configuration;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.state.StateFolder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command that has to do with a real cluster.
final class Installation {
  @Option(names = "--config", paramLabel = "FILE", defaultValue = "${env:RESTOREBOT_CONFIG:-restorebot.yaml}", description = "The configuration. Default: $RESTOREBOT_CONFIG, or restorebot.yaml.")
  private Path config = Path.of("restorebot.yaml");

  @Option(names = "--context", paramLabel = "NAME", description = "The context of the kubeconfig. Default: the service account where it runs in a cluster, else the kubeconfig's current context.")
  private @Nullable String context;

  @Option(names = "--state", paramLabel = "DIR", defaultValue = "${env:RESTOREBOT_STATE:-restorebot-state}", description = "The folder of the journal. Default: $RESTOREBOT_STATE, or restorebot-state.")
  private Path state = Path.of("restorebot-state");

  @Option(names = "--socket", paramLabel = "FILE", defaultValue = "${env:RESTOREBOT_SOCKET}", description = "Where terminals find the bot. Default: $RESTOREBOT_SOCKET, or restorebot.sock in the folder of the journal.")
  private @Nullable Path socket;

  Configuration configuration() {
    return ConfigurationReader.read(config);
  }

  /// What the record is signed with, and was.
  ///
  /// @throws IllegalArgumentException if the environment names a key that is none
  Keyring keys() {
    return Keyring.of(System.getenv());
  }

  Optional<String> context() {
    return Optional.ofNullable(context);
  }

  Path state() {
    return state;
  }

  Path socket() {
    return socket == null ? StateFolder.socket(state) : socket;
  }
}
