package dev.restorebot.bot.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `restorebot.yaml` as it is written: every key of the file is a component here, and no other is allowed.
record ConfigurationFile(@JsonProperty(required = true) Map<String, Service> services,
    @JsonProperty(required = true) Map<String, Store> stores, @Nullable Map<String, String> notBackedUp,
    @Nullable WorkerSection worker, @Nullable SlackSection slack,
    @JsonProperty(required = true) Approvals approvals) {
  /// A service that can be restored.
  record Service(@JsonProperty(required = true) String kind, @JsonProperty(required = true) String namespace,
      @JsonProperty(required = true) String workload, @JsonProperty(required = true) Volume volume,
      @JsonProperty(required = true) BackupsSection backups, @Nullable TimeoutsSection timeouts,
      @Nullable String drills,
      @Nullable PdsSection pds, @Nullable KnotSection knot) {}

  /// A service's volume.
  record Volume(@JsonProperty(required = true) String claim, @JsonProperty(required = true) String owner,
      @JsonProperty(required = true) String mountedAt, @Nullable Integer fsGroup) {}

  /// How long a service may take.
  record TimeoutsSection(@Nullable String gone, @Nullable String ready) {}

  /// A service's backups.
  record BackupsSection(@JsonProperty(required = true) String store, @JsonProperty(required = true) String bucket,
      @JsonProperty(required = true) Credentials credentials,
      @JsonProperty(required = true) Map<String, Database> databases,
      @Nullable Map<String, Mirror> mirrors, @Nullable String schedule, @Nullable List<String> cronJobs,
      @Nullable String tolerance) {}

  /// Where the S3 keys are. Never the keys.
  record Credentials(@JsonProperty(required = true) String secret, @JsonProperty(required = true) String accessKey,
      @JsonProperty(required = true) String secretKey) {}

  /// One database of a service.
  record Database(@JsonProperty(required = true) String key, @JsonProperty(required = true) String file,
      @Nullable Boolean optional) {}

  /// One folder of a service that is copied as it is.
  record Mirror(@JsonProperty(required = true) String prefix, @JsonProperty(required = true) String folder) {}

  /// What is special to a PDS.
  record PdsSection(@JsonProperty(required = true) URI url, @JsonProperty(required = true) String hostname,
      @JsonProperty(required = true) List<URI> relays, @Nullable Long sequencerMargin) {}

  /// What is special to a knot.
  record KnotSection(@JsonProperty(required = true) URI url, @JsonProperty(required = true) String hostname,
      @Nullable String ssh, @Nullable Integer internalPort, @JsonProperty(required = true) String container) {}

  /// An object store.
  record Store(@JsonProperty(required = true) URI endpoint, @JsonProperty(required = true) String region,
      @Nullable Boolean pathStyle) {}

  /// How Jobs run in a cluster.
  record WorkerSection(@Nullable String image, @Nullable String deadline, @Nullable String keep,
      @Nullable String scratch, @Nullable String memory) {}

  /// Where in Slack the bot is. Never its tokens.
  record SlackSection(@JsonProperty(required = true) List<String> channels, @Nullable String mode,
      @Nullable Integer port, @Nullable URI api) {}

  /// Who may ask and who may approve.
  record Approvals(@JsonProperty(required = true) List<String> requesters,
      @JsonProperty(required = true) List<String> approvers, @Nullable Map<String, Integer> gates,
      @Nullable Boolean requesterMayApprove, @Nullable String expireAfter,
      @Nullable BreakGlassSection breakGlass) {}

  /// How one approver may pass a gate alone in an emergency.
  record BreakGlassSection(@JsonProperty(required = true) String after) {}
}
