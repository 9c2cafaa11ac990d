package dev.restorebot.bot.config;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.restorebot.bot.kind.Section;
import dev.restorebot.bot.yaml.Form;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `restorebot.yaml` as it is written: every key of the file is a component here or in the section of a kind, and no other is allowed. The schema in
/// `docs/restorebot.schema.json` is made of it.
record ConfigurationFile(
    @JsonProperty(required = true) @JsonPropertyDescription("The services that can be restored, by the names that people type.") Map<String, Service> services,
    @JsonProperty(required = true) @JsonPropertyDescription("The object stores with the backups, by names of your choice.") Map<String, Store> stores,
    @JsonPropertyDescription("Services without backups: why, and what to do instead.") @Nullable Map<String, String> notBackedUp,
    @JsonPropertyDescription("How Jobs run in a cluster.") @Nullable WorkerSection worker,
    @JsonPropertyDescription("Where in Slack the bot is; its tokens come from the environment.") @Nullable SlackSection slack,
    @JsonPropertyDescription("What proves the record beside the bot's own files.") @Nullable AuditSection audit,
    @JsonProperty(required = true) @JsonPropertyDescription("Who may ask for a restore, and who may approve one.") Approvals approvals) {
  /// A service that can be restored.
  record Service(
      @JsonProperty(required = true) @JsonPropertyDescription("Its kind, and the name of the section that says what only services of that kind have.") String kind,
      @JsonProperty(required = true) String namespace,
      @JsonProperty(required = true) @Form(Form.WORKLOAD) @JsonPropertyDescription("deployment/NAME or statefulset/NAME.") String workload,
      @JsonProperty(required = true) Volume volume,
      @JsonProperty(required = true) BackupsSection backups,
      @Nullable TimeoutsSection timeouts,
      @JsonPropertyDescription("When it is restored into scratch space to prove that it could be: a cron schedule in UTC.") @Nullable String drills,
      @JsonAnySetter Map<String, Section> sections) {
  }

  /// A service's volume.
  record Volume(
      @JsonProperty(required = true) @JsonPropertyDescription("The name of its PersistentVolumeClaim.") String claim,
      @JsonProperty(required = true) @Form(Form.OWNER) @JsonPropertyDescription("Whose the files are, UID:GID, in quotes.") String owner,
      @JsonProperty(required = true) @Form(Form.FROM_ROOT) @JsonPropertyDescription("Where the workload mounts it.") String mountedAt,
      @JsonPropertyDescription("The group that the cluster gives the files to; most volumes need none.") @Nullable Integer fsGroup) {}

  /// How long a service may take.
  record TimeoutsSection(
      @Form(Form.TIME_SPAN) @JsonPropertyDescription("From being scaled to 0 until no pod uses the volume; 60s.") @Nullable String gone,
      @Form(Form.TIME_SPAN) @JsonPropertyDescription("From being scaled up until it is ready; 120s.") @Nullable String ready) {}

  /// A service's backups.
  record BackupsSection(
      @JsonProperty(required = true) @JsonPropertyDescription("One of `stores`.") String store,
      @JsonProperty(required = true) String bucket,
      @JsonProperty(required = true) Credentials credentials,
      @JsonProperty(required = true) @JsonPropertyDescription("Timestamped SQLite files, by names of your choice.") Map<String, Database> databases,
      @JsonPropertyDescription("Folders that are copied as they are.") @Nullable Map<String, Mirror> mirrors,
      @JsonPropertyDescription("When backups are made: a cron schedule in UTC.") @Nullable String schedule,
      @JsonPropertyDescription("The CronJobs that make them, suspended during a restore.") @Nullable List<String> cronJobs,
      @Form(Form.TIME_SPAN) @JsonPropertyDescription("How far apart the times of one snapshot may be; 10m.") @Nullable String tolerance) {}

  /// Where the S3 keys are. Never the keys.
  record Credentials(
      @JsonProperty(required = true) @JsonPropertyDescription("The name of a Secret in the service's namespace.") String secret,
      @JsonProperty(required = true) @JsonPropertyDescription("Under which key of the Secret the access key is.") String accessKey,
      @JsonProperty(required = true) @JsonPropertyDescription("Under which key of the Secret the secret key is.") String secretKey) {}

  /// One database of a service.
  record Database(
      @JsonProperty(required = true) @Form(Form.KEY) @JsonPropertyDescription("The key of its backups, with {timestamp} once.") String key,
      @JsonProperty(required = true) @Form(Form.BELOW_VOLUME) @JsonPropertyDescription("Its file, as a path below the volume.") String file,
      @JsonPropertyDescription("Whether a snapshot is complete without it.") @Nullable Boolean optional) {}

  /// One folder of a service that is copied as it is.
  record Mirror(
      @JsonProperty(required = true) @Form(Form.PREFIX) @JsonPropertyDescription("What its keys begin with, with / at the end.") String prefix,
      @JsonProperty(required = true) @Form(Form.BELOW_VOLUME) @JsonPropertyDescription("The folder, as a path below the volume.") String folder) {}

  /// An object store.
  record Store(
      @JsonProperty(required = true) URI endpoint,
      @JsonProperty(required = true) String region,
      @JsonPropertyDescription("Whether a bucket is named in the path, as most stores have it; false for AWS.") @Nullable Boolean pathStyle) {}

  /// How Jobs run in a cluster.
  record WorkerSection(
      @JsonPropertyDescription("Left out, that of the bot's own pod.") @Nullable String image,
      @Form(Form.TIME_SPAN) @JsonPropertyDescription("How long a Job may take; 6h.") @Nullable String deadline,
      @Form(Form.TIME_SPAN) @JsonPropertyDescription("How long one that has ended is kept, if nobody deletes it; 168h.") @Nullable String keep,
      @Form(Form.SIZE) @JsonPropertyDescription("How much it may write outside the volume; 10Gi.") @Nullable String scratch,
      @Form(Form.SIZE) @JsonPropertyDescription("How much memory it may use; 512Mi.") @Nullable String memory) {}

  /// Where in Slack the bot is. Never its tokens.
  record SlackSection(
      @JsonProperty(required = true) @Form(Form.CHANNEL) @JsonPropertyDescription("Ids of the channels in which commands work.") List<String> channels,
      @Form(oneOf = {
          "socket", "http"}) @Nullable String mode,
      @JsonPropertyDescription("Where requests of Slack are taken, with `mode: http`; 3000.") @Nullable Integer port,
      @JsonPropertyDescription("Whether runs are shown in Slack that were asked for in another chat; false. One that was asked for in no chat is shown in all.") @Nullable Boolean mirror,
      @JsonPropertyDescription("Where Slack's Web API is, with https and a slash at its end.") @Nullable URI api) {
  }

  /// What proves the record.
  record AuditSection(
      @JsonPropertyDescription("Where the seal of each run that ended is kept so that nobody can change it.") @Nullable AnchorSection anchor) {}

  /// A bucket with Object Lock for seals. Never its keys: they are RESTOREBOT_ANCHOR_ACCESS_KEY and RESTOREBOT_ANCHOR_SECRET_KEY.
  record AnchorSection(
      @JsonProperty(required = true) @JsonPropertyDescription("One of `stores`.") String store,
      @JsonProperty(required = true) @JsonPropertyDescription("A bucket that has no backups.") String bucket,
      @JsonPropertyDescription("What the keys of seals begin with; nothing.") @Nullable String prefix,
      @JsonProperty(required = true) @Form(Form.DAYS) @JsonPropertyDescription("For how many days nobody can change one, 90d. Nobody can shorten it.") String retain) {}

  /// Who may ask and who may approve.
  record Approvals(
      @JsonProperty(required = true) @JsonPropertyDescription("slack:U012 for a person, slack-group:S099, slack-channel:C012 or @ops for a group.") List<String> requesters,
      @JsonProperty(required = true) @JsonPropertyDescription("As for requesters.") List<String> approvers,
      @JsonPropertyDescription("Who may ask how services are, beside these two: diagnoses, lists, histories. Left out, the members of the channels of slack.channels, each there.") @Nullable List<String> readers,
      @JsonPropertyDescription("The ids of each human who has several, such as [slack:U0123456789, local:alice]: they count once.") @Nullable List<List<String>> people,
      @JsonPropertyDescription("How many distinct people each gate needs: start, access, replace, checks, undo, purge.") @Nullable Map<String, Integer> gates,
      @Nullable Boolean requesterMayApprove,
      @Form(Form.TIME_SPAN) @JsonPropertyDescription("After how long without a decision a run pauses; 30m.") @Nullable String expireAfter,
      @JsonPropertyDescription("How one approver may pass a gate alone in an emergency; left out, nobody may.") @Nullable BreakGlassSection breakGlass) {}

  /// How one approver may pass a gate alone in an emergency.
  record BreakGlassSection(
      @JsonProperty(required = true) @Form(Form.TIME_SPAN) @JsonPropertyDescription("How long after saying so.") String after) {}
}
