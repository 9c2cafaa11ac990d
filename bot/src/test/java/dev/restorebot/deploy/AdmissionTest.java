package dev.restorebot.deploy;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.cluster.Job;
import dev.restorebot.deploy.Admission.Request;
import dev.restorebot.deploy.Attack.Edit;
import dev.restorebot.jobs.WorkerJobs;
import dev.restorebot.kubernetes.JobManifest;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.kubernetes.Permissions;
import dev.restorebot.kubernetes.Rule;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.worker.Task;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchCondition;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Validation;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// The API server lets the bot of an overlay do its work, and nothing of what somebody would do who has become the bot.
@ParameterizedClass
@MethodSource("dev.restorebot.deploy.Overlay#folders")
class AdmissionTest {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final List<Attack> ATTACKS = Attack.all();
  static final String BOT = "system:serviceaccount:restorebot:restorebot";

  private final Path overlay;
  private final Collection<ServiceDefinition> services;
  private final Admission admission;
  private final Attack.Bases bases;

  AdmissionTest(Path overlay) throws IOException {
    this.overlay = overlay;
    services = ConfigurationReader.read(overlay.resolve("restorebot.yaml")).catalogue().services().values();
    admission = Admission.of(overlay);
    bases = new Attack.Bases(staging(), cronJob(),
        services.iterator().next().namespace());
  }

  private Stream<Job> jobs() {
    return services.stream().flatMap(service -> WorkerJobs.of(service).stream());
  }

  private Map<String, Object> manifest(Job job) {
    return Attack.fields(JobManifest.of(job, JobSettings.DEFAULT.with(admission.image())));
  }

  /// A Job that has all that a Job of the bot can have.
  private Map<String, Object> staging() {
    var job = WorkerJobs.of(services.iterator().next()).stream().filter(one -> one.id().operation().equals("stage"))
        .findFirst().orElseThrow();
    return Attack.completed(manifest(job));
  }

  private static Map<String, Object> cronJob() {
    return Attack.fields(SERIALIZATION.unmarshal("""
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: pds-backup
          labels: { app: pds }
          annotations: { note: nightly }
        spec:
          schedule: "0 2 * * *"
          suspend: false
          concurrencyPolicy: Allow
          successfulJobsHistoryLimit: 3
          failedJobsHistoryLimit: 1
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers: [{ name: backup, image: "backup:1" }]
        """, CronJob.class));
  }

  @Test
  void everyJobOfARunStarts() {
    assertThat(services).flatExtracting(WorkerJobs::tasks).extracting(Object::getClass).as("one of each")
        .containsAll(leaves(Task.class).toList());
    assertThat(jobs()).isNotEmpty().allSatisfy(job -> {
      var manifest = manifest(job);
      assertThat(refusals(create(job.id().namespace(), manifest))).isEmpty();
      assertThat(refusals(create(job.id().namespace(), Attack.completed(manifest)))).isEmpty();
    });
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(AdmissionTest::leaves)
        : Stream.of(type);
  }

  @Test
  void aJobAsRootStartsWhereRootOwnsTheData() {
    var job = new Edit("spec/template/spec/securityContext/runAsUser", "0").in(new Edit(
        "spec/template/spec/securityContext/runAsNonRoot", "").in(bases.job()));
    var namespace = bases.namespace();
    var users = admission.parameters().stream()
        .map(map -> new ConfigMapBuilder(map).addToData("users", "1000,0").build()).toList();

    assertThat(admission.refusals(create(namespace, job))).hasSize(1);
    assertThat(new Admission(admission.policies(), admission.bindings(), users).refusals(create(namespace, job)))
        .isEmpty();
  }

  @Test
  void aJobWithTheGroupOfItsVolumeStarts() {
    var job = new Edit("spec/template/spec/securityContext/fsGroup", "1000").in(bases.job());

    assertThat(refusals(create(bases.namespace(), job))).isEmpty();
  }

  @Test
  void theBotDoesWithItsJobsAndWithCronJobsWhatItDoes() {
    var job = bases.job();
    var overdue =
        new Edit("metadata/annotations", "{\"restorebot.dev/overdue\": \"since 2026-02-24T02:00:12Z\"}").in(job);
    var suspended = new Edit("spec/suspend", "true").in(cronJob());

    assertThat(refusals(change("jobs", job, overdue))).isEmpty();
    assertThat(refusals(change("jobs", overdue, overdue))).isEmpty();
    assertThat(refusals(delete("jobs", job))).isEmpty();
    assertThat(refusals(change("cronjobs", cronJob(), suspended))).isEmpty();
    assertThat(refusals(change("cronjobs", suspended, cronJob()))).isEmpty();
  }

  @Test
  void whatRolesGrantBeyondThatIsLetThrough() {
    var writes = services.stream().flatMap(service -> Stream.of(Permissions.of(service),
        Permissions.ofTheInside(service.namespace()), Permissions.ofTheStandby(service.namespace()))
        .flatMap(List::stream)).filter(rule -> !operation(rule).isEmpty())
        .filter(rule -> !rule.group().equals("batch")).toList();

    assertThat(writes).extracting(Rule::what).contains("events", "pods/attach", "pods/portforward",
        "deployments.apps/scale pds");
    assertThat(writes).allSatisfy(rule -> assertThat(refusals(new Request(BOT, operation(rule), rule.group(),
        rule.resource() + (rule.subresource().isEmpty() ? "" : "/" + rule.subresource()), rule.namespace(),
        "pds-standby-r-7k2m4q-x8k2p", Optional.of(Map.of()), Optional.of(Map.of())))).isEmpty());
  }

  /// What admission calls that verb; empty if it asks nobody.
  private static String operation(Rule rule) {
    return switch (rule.verb()) {
      case "create" -> Set.of("portforward", "attach").contains(rule.subresource()) ? "CONNECT" : "CREATE";
      case "patch" -> "UPDATE";
      case "delete" -> "DELETE";
      default -> "";
    };
  }

  @TestFactory
  Stream<DynamicTest> refusesAndSaysWhy() {
    return ATTACKS.stream().map(attack -> DynamicTest.dynamicTest(attack.name(),
        () -> assertThat(refusals(attack.request(BOT, bases))).containsExactly(attack.message())));
  }

  @Test
  void nobodyElseIsRefusedAnything() {
    assertThat(ATTACKS).allSatisfy(attack -> assertThat(
        refusals(attack.request("system:serviceaccount:kube-system:job-controller", bases))).isEmpty());
  }

  /// Without that validation, or without any part of it, something gets through.
  @TestFactory
  Stream<DynamicTest> everyPartIsNeeded() {
    return admission.policies().stream().flatMap(policy -> policy.getSpec().getValidations().stream()
        .flatMap(validation -> weaker(validation).stream().map(
            weaker -> DynamicTest.dynamicTest(validation.getMessage() + " " + weaker, () -> {
              var without = admission.with(with(policy, validation, weaker));
              assertThat(ATTACKS)
                  .as("an attack that gets through with `%s` in place of `%s`", weaker, validation.getExpression())
                  .anyMatch(attack -> attack.message().equals(validation.getMessage())
                      && without.refusals(attack.request(BOT, bases)).isEmpty());
            }))));
  }

  private static ValidatingAdmissionPolicy with(ValidatingAdmissionPolicy policy, Validation old, String expression) {
    var validations = policy.getSpec().getValidations().stream().map(validation -> validation.equals(old)
        ? new Validation(expression, old.getMessage(), null, null)
        : validation).toList();
    return new ValidatingAdmissionPolicyBuilder(policy).editSpec().withValidations(validations).endSpec().build();
  }

  /// The expression without each of its conjuncts, and nothing in its place.
  private static Set<String> weaker(Validation validation) {
    var parts = conjuncts(validation.getExpression());
    var weaker = new HashSet<>(Set.of("true"));
    for (var part : parts) {
      weaker.add(
          parts.size() == 1 ? "true" : parts.stream().filter(other -> !other.equals(part)).collect(joining(" && ")));
    }
    return weaker;
  }

  private static List<String> conjuncts(String expression) {
    var parts = new ArrayList<String>();
    var depth = 0;
    var start = 0;
    for (var at = 0; at < expression.length(); at++) {
      if ("([{".indexOf(expression.charAt(at)) >= 0) {
        depth++;
      } else if (")]}".indexOf(expression.charAt(at)) >= 0) {
        depth--;
      } else if (depth == 0 && expression.startsWith("||", at)) {
        return List.of(expression);
      } else if (depth == 0 && expression.startsWith("&&", at)) {
        parts.add(expression.substring(start, at).strip());
        start = at + 2;
      }
    }
    parts.add(expression.substring(start).strip());
    return parts;
  }

  @Test
  void noJobStartsWhereNoConfigMapSaysWhatItMayBe() {
    assertThat(refusals(create("elsewhere", bases.job())))
        .containsExactly("no params found for policy binding restorebot-new-jobs");
    assertThat(admission.bindings()).filteredOn(binding -> binding.getSpec().getParamRef() != null)
        .extracting(binding -> binding.getSpec().getParamRef().getParameterNotFoundAction()).containsExactly("Deny");
  }

  @Test
  void noJobStartsWhereTheConfigMapLacksAnEntry() {
    var namespace = bases.namespace();
    for (var entry : List.of("images", "claims", "secrets", "users", "groups")) {
      var incomplete = admission.parameters().stream()
          .map(map -> new ConfigMapBuilder(map).removeFromData(entry).build()).toList();

      assertThat(new Admission(admission.policies(), admission.bindings(), incomplete)
          .refusals(create(namespace, bases.job()))).isNotEmpty();
    }
  }

  @Test
  void theConfigMapsSayWhatTheConfigurationSays() {
    assertThat(admission.parameters()).extracting(map -> map.getMetadata().getNamespace())
        .containsExactlyInAnyOrderElementsOf(services.stream().map(ServiceDefinition::namespace).distinct().toList());
    assertThat(admission.parameters()).allSatisfy(map -> {
      var here =
          services.stream().filter(service -> service.namespace().equals(map.getMetadata().getNamespace())).toList();
      assertThat(entry(map, "claims"))
          .isEqualTo(here.stream().map(service -> service.volume().claim()).collect(toSet()));
      assertThat(entry(map, "secrets"))
          .isEqualTo(here.stream().map(service -> service.backups().credentials().secret()).collect(toSet()));
      assertThat(entry(map, "users"))
          .isEqualTo(here.stream().map(service -> String.valueOf(service.volume().ownerUser())).collect(toSet()));
      assertThat(entry(map, "groups")).isEqualTo(here.stream().flatMap(service -> Stream.concat(
          Stream.of(service.volume().ownerGroup()), service.volume().fsGroup().stream().boxed())).map(String::valueOf)
          .collect(toSet()));
      assertThat(map.getData()).containsOnlyKeys("images", "claims", "secrets", "users", "groups");
    });
  }

  private static Set<String> entry(ConfigMap map, String name) {
    return Set.of(map.getData().getOrDefault(name, "").split(",", -1));
  }

  @Test
  void thePoliciesAreAboutTheBotOfTheOverlayAndItsImage() throws Exception {
    Kubectl.require();
    var built = Overlay.build(overlay);
    var account = built.only(ServiceAccount.class).getMetadata();

    assertThat(BOT).isEqualTo("system:serviceaccount:" + account.getNamespace() + ":" + account.getName());
    assertThat(admission.policies()).flatExtracting(policy -> policy.getSpec().getMatchConditions())
        .extracting(MatchCondition::getExpression).hasSameSizeAs(admission.policies())
        .containsOnly("request.userInfo.username == '" + BOT + "'");
    assertThat(admission.parameters()).allSatisfy(map -> assertThat(entry(map, "images")).contains(
        built.only(Deployment.class).getSpec().getTemplate().getSpec().getContainers().getFirst().getImage()));
  }

  @Test
  void kustomizeLeavesNothingOut() throws Exception {
    Kubectl.require();

    var built = Overlay.build(overlay.resolve("admission"));

    assertThat(built.all(ValidatingAdmissionPolicy.class)).containsExactlyInAnyOrderElementsOf(admission.policies());
    assertThat(built.all(ValidatingAdmissionPolicyBinding.class))
        .containsExactlyInAnyOrderElementsOf(admission.bindings());
    assertThat(built.all(ConfigMap.class)).containsExactlyInAnyOrderElementsOf(admission.parameters());
  }

  @Test
  void everyPolicyIsInForceAndRefusesWhatItCannotJudge() {
    assertThat(admission.policies()).extracting(policy -> policy.getMetadata().getName())
        .containsExactlyInAnyOrderElementsOf(
            admission.bindings().stream().map(binding -> binding.getSpec().getPolicyName()).toList());
    assertThat(admission.policies()).allMatch(policy -> policy.getSpec().getFailurePolicy().equals("Fail"));
    assertThat(admission.bindings()).allSatisfy(binding -> {
      assertThat(binding.getSpec().getValidationActions()).contains("Deny");
      assertThat(binding.getSpec().getMatchResources()).as("narrower than its policy").isNull();
    });
  }

  private List<String> refusals(Request request) {
    return admission.refusals(request);
  }

  private static Request create(String namespace, Map<String, Object> job) {
    return new Request(BOT, "CREATE", "batch", "jobs", namespace, Optional.of(job), Optional.empty());
  }

  private Request change(String resource, Map<String, Object> from, Map<String, Object> to) {
    return new Request(BOT, "UPDATE", "batch", resource, bases.namespace(), Optional.of(to), Optional.of(from));
  }

  private Request delete(String resource, Map<String, Object> gone) {
    return new Request(BOT, "DELETE", "batch", resource, bases.namespace(), Optional.empty(), Optional.of(gone));
  }
}
