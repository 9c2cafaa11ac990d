package dev.restorebot.bot;

import dev.restorebot.bot.config.ConfigurationReader;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `restorebot config`: looks at a configuration without using it.
@Command(name = "config", description = "Check a configuration.")
final class ConfigCommand {
  @Command(name = "check", description = "Read a configuration and say what is wrong with it, by path and line.")
  int check(@Parameters(paramLabel = "FILE", description = "The configuration, restorebot.yaml.") Path file) {
    var configuration = ConfigurationReader.read(file);
    System.out.println(file + " is right: it configures " + configuration.catalogue().names());
    return 0;
  }
}
