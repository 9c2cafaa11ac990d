package dev.restorebot.bot.kind;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.restorebot.bot.yaml.Form;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is special to a PDS.
record PdsSection(
    @JsonProperty(required = true) @JsonPropertyDescription("Where it answers.") URI url,
    @JsonProperty(required = true) @JsonPropertyDescription("The name under which relays know it.") String hostname,
    @JsonProperty(required = true) @JsonPropertyDescription("The relays to ask and to tell.") List<URI> relays,
    @JsonPropertyDescription("The directory that tells the handles of accounts, such as https://plc.directory: a restore takes those of today. Without it, handles go back to the snapshot's.") @Nullable URI directory,
    @JsonPropertyDescription("An account that is nobody's, with which a restore logs in and posts at its end; the post is deleted again. Left out, somebody has to see that posts arrive.") @Nullable Canary canary,
    @JsonPropertyDescription("How far above every known sequence number it starts after a restore; 1000.") @Nullable Long sequencerMargin)
    implements Section {
  /// An account that tries a PDS.
  record Canary(
      @JsonProperty(required = true) @Form(Form.HANDLE) @JsonPropertyDescription("Its handle.") String handle,
      @JsonProperty(required = true) @JsonPropertyDescription("The name of a Secret in the service's namespace with its password, which restorebot may read.") String passwordSecret,
      @JsonPropertyDescription("Under which key of the Secret the password is; password.") @Nullable String passwordKey) {}
}
