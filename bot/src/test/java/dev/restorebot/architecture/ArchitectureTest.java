package dev.restorebot.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ArchitectureTest {
  private static final List<String> DOMAIN = Stream.concat(packages(
      "service", "snapshot", "store", "mirror", "files", "database", "volume", "kind", "plan", "approval", "run",
      "engine",
      "facts", "jobs", "runbook", "diagnose", "worker", "cluster", "readiness", "watch", "text", "concurrent",
      "audit").stream(),
      Stream.of("dev.restorebot.pds", "dev.restorebot.knot")).toList();

  /// The protocol that adapters of kinds speak.
  private static final String XRPC = "dev.restorebot.xrpc..";

  private static final List<String> TECHNOLOGIES =
      packages("s3", "sqlite", "json", "journal", "failsafe", "xrpc", "kubernetes", "cron", "landlock", "pds.http",
          "knot.http", "knot.git", "knot.ssh");

  private static final List<String> FRONT_ENDS = packages("commands", "bot");

  private static final String[] CHAT_SDKS = {"com.slack..", "net.dv8tion..", "discord4j..", "org.javacord.."};

  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("dev.restorebot");

  @Test
  void seesTheClassesOfEveryModule() {
    var sources = CLASSES.stream().map(type -> type.getSource().orElseThrow().getUri().toString()).toList();

    for (var module : Modules.withSources()) {
      assertThat(sources)
          .as("compiled classes of " + module)
          .anyMatch(source -> source.contains("/" + module.getFileName() + "/target/")
              || source.contains("/restorebot-" + module.getFileName() + "-"));
    }
  }

  @Test
  void knowsEveryPackage() {
    var known = Stream.of(DOMAIN, TECHNOLOGIES, FRONT_ENDS)
        .flatMap(List::stream).map(name -> name.replace("..", "")).collect(toSet());

    assertThat(CLASSES.stream().map(type -> slice(type.getPackageName())).collect(toSet())).isSubsetOf(known);
  }

  @Test
  void theDomainKnowsOnlyItselfAndJava() {
    classes().that().resideInAnyPackage(array(DOMAIN))
        .should().onlyDependOnClassesThat(resideInAnyPackage(array(DOMAIN))
            .or(resideInAnyPackage("java..", "javax.crypto..", "org.jspecify.annotations.."))
            .or(are(PRIMITIVE)))
        .check(CLASSES);
  }

  @ParameterizedTest
  @FieldSource("TECHNOLOGIES")
  void aTechnologyDoesNotKnowAnother(String technology) {
    var others = TECHNOLOGIES.stream().filter(other -> !other.equals(technology))
        .filter(other -> !(technology.endsWith(".http..") && other.equals(XRPC))).toList();

    noClasses().that().resideInAPackage(technology)
        .should().dependOnClassesThat().resideInAnyPackage(array(others))
        .allowEmptyShould(true) // not every technology is in use yet
        .check(CLASSES);
  }

  /// Backups are never written: what can write is one class, with a client and keys of its own, and no reader of backups knows it.
  @Test
  void nothingWritesToAStoreButTheAnchor() {
    noClasses().that().resideInAPackage("dev.restorebot.s3..").and().doNotHaveSimpleName("S3Anchor")
        .should().dependOnClassesThat(WRITES).check(CLASSES);
    noClasses().that().haveSimpleName("S3Anchor").should().dependOnClassesThat(DELETES).check(CLASSES);
    noClasses().that()
        .resideInAnyPackage(array(packages("s3", "run", "engine", "facts", "jobs", "snapshot", "store", "mirror",
            "worker")))
        .should().dependOnClassesThat().haveSimpleName("S3Anchor").check(CLASSES);
  }

  /// What a thread of a worker may write to is what the thread may that began it. Virtual threads, and those of a common pool, are carried
  /// by threads that somebody else began.
  @Test
  void whatWorksOnVolumesHasThreadsOfItsOwn() {
    noClasses().that()
        .resideInAnyPackage(
            array(packages("worker", "volume", "snapshot", "store", "mirror", "files", "database", "concurrent", "kind",
                "knot", "pds", "s3", "sqlite", "bot.worker")))
        .should().accessTargetWhere(LENDS_THREADS)
        .check(CLASSES);
  }

  @Test
  void coreKnowsNoFrontEnd() {
    noClasses().that().resideInAnyPackage(array(DOMAIN)).or().resideInAnyPackage(array(TECHNOLOGIES))
        .should().dependOnClassesThat().resideInAnyPackage(array(FRONT_ENDS))
        .check(CLASSES);
  }

  /// What is special to a kind, or to a file system, is in its own packages, and in the bot.
  @Test
  void nothingElseInCoreKnowsAKind() {
    var kinds = array(packages("pds", "knot"));

    noClasses().that().resideOutsideOfPackages(kinds).and().resideOutsideOfPackage("dev.restorebot.bot..")
        .should().dependOnClassesThat().resideInAnyPackage(kinds).check(CLASSES);
    assertThat(
        Stream.of("core", "commands").flatMap(module -> Modules.sources(Modules.root().resolve(module)).stream()))
        .filteredOn(file -> !file.toString().matches(".*/restorebot/(knot|pds)/.*")).isNotEmpty()
        .allSatisfy(file -> assertThat(Files.readString(file))
            .doesNotContainPattern("(?i)knot|pds|juicefs|collaborator"));
  }

  /// What the amendment of one kind adds is no word of the protocol. What is stored, or configured, keeps the names that came from it, and
  /// so do the entries of a time in which there was no other; what RBAC grants is something else.
  @Test
  void nothingElseKnowsWhatTheAmendmentOfAKindAdds() {
    assertThat(
        Stream.of("core", "commands").flatMap(module -> Modules.sources(Modules.root().resolve(module)).stream()))
        .filteredOn(file -> !file.toString()
            .matches(".*/restorebot/(knot|kubernetes|readiness)/.*|.*/restorebot/journal/FromVersion[0-9]+\\.java"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(withoutNamesThatStay(file))
            .doesNotContainPattern("(?i:rights|\\bacl\\b|grant)|\\bACCESS\\b"));
  }

  /// By the file that has them.
  private static final Map<String, List<String>> NAMES_THAT_STAY = Map.of(
      "Words.java", List.of("\"ACCESS\"", "\"GRANT\""), "PlanRecord.java", List.of("\"grants\""),
      "Terms.java", List.of("\"grant\""), "Choice.java", List.of("\"grant\""),
      "Help.java", List.of("and the rights that restorebot has"));

  private static String withoutNamesThatStay(Path file) throws IOException {
    var text = Files.readString(file);
    for (var name : NAMES_THAT_STAY.getOrDefault(String.valueOf(file.getFileName()), List.of())) {
      assertThat(text).contains(name);
      text = text.replace(name, "");
    }
    return text;
  }

  @Test
  void commandsDoNotKnowTheBot() {
    noClasses().that().resideInAPackage("dev.restorebot.commands..")
        .should().dependOnClassesThat().resideInAPackage("dev.restorebot.bot..")
        .allowEmptyShould(true) // until the first command is written
        .check(CLASSES);
  }

  @Test
  void noChatIsKnownOutsideTheBot() {
    noClasses().that().resideOutsideOfPackage("dev.restorebot.bot..")
        .should().dependOnClassesThat().resideInAnyPackage(CHAT_SDKS)
        .check(CLASSES);
  }

  /// What every chat needs knows none of them, and no chat knows another.
  @Test
  void aChatIsKnownToItselfAlone() {
    noClasses().that().resideOutsideOfPackages("dev.restorebot.bot.slack..")
        .should().dependOnClassesThat().resideInAnyPackage(CHAT_SDKS)
        .check(CLASSES);
    noClasses().that().resideInAPackage("dev.restorebot.bot.chat..")
        .should().dependOnClassesThat().resideInAnyPackage("dev.restorebot.bot.slack..", "dev.restorebot.bot",
            "dev.restorebot.bot.config..", "dev.restorebot.bot.terminal..", "dev.restorebot.bot.sandbox..")
        .check(CLASSES);
  }

  /// What is in `sandbox/` of the program, and in no image (`provided` in `bot/pom.xml`).
  @Test
  void onlyTheSandboxKnowsItsLibraries() {
    noClasses().that().resideOutsideOfPackage("dev.restorebot.bot.sandbox..")
        .should().dependOnClassesThat()
        .resideInAnyPackage("org.gaul..", "org.eclipse.jetty.websocket..", "com.google..",
            "io.opentelemetry..", "io.prometheus..", "jakarta.servlet..", "org.codehaus.stax2..", "com.ctc.wstx..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.restorebot.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("dev.restorebot.bot.(*)..").should().beFreeOfCycles().allowEmptyShould(true).check(CLASSES);
  }

  /// The plan is pure, and texts tell of what comes back from a volume: neither knows who works there.
  @Test
  void neitherPlansNorTextsKnowTheWorker() {
    noClasses().that().resideInAnyPackage(array(packages("plan", "kind", "run", "commands")))
        .should().dependOnClassesThat().resideInAPackage("dev.restorebot.worker..").check(CLASSES);
  }

  /// The commands of the shell, and where every object of a bot is made: whatever is made there knows nothing of that.
  @Test
  void nothingKnowsTheRootOfTheBotButItself() {
    noClasses().that().resideOutsideOfPackage("dev.restorebot.bot")
        .should().dependOnClassesThat().resideInAPackage("dev.restorebot.bot").check(CLASSES);
  }

  @Test
  void onlyTheCompositionRootAsksWhatTimeItIsOrSleeps() {
    noClasses().that(are(not(COMPOSITION_ROOT)))
        .should().accessTargetWhere(TELLS_THE_TIME)
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysThatItIsNullMarked() {
    var unmarked = CLASSES.stream()
        .map(JavaClass::getPackage)
        .filter(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
        .map(JavaPackage::getName)
        .distinct();

    assertThat(unmarked).isEmpty();
  }

  private static final DescribedPredicate<JavaClass> PRIMITIVE = DescribedPredicate.describe(
      "primitive types and their arrays", type -> type.getBaseComponentType().isPrimitive());

  private static final DescribedPredicate<JavaClass> DELETES = DescribedPredicate.describe("requests that delete",
      type -> type.getName().matches("software\\.amazon\\.awssdk\\.services\\.s3\\.model\\.Delete.*Request(\\$.*)?"));

  private static final DescribedPredicate<JavaClass> WRITES = DescribedPredicate.describe("requests that write",
      type -> type.getName().matches("software\\.amazon\\.awssdk\\.services\\.s3\\.model"
          + "\\.(Put|Delete|Copy|Create|Upload|Complete|Restore).*Request(\\$.*)?"));

  /// Main and Wiring, and what is nested in them.
  private static final DescribedPredicate<JavaClass> COMPOSITION_ROOT = DescribedPredicate.describe(
      "the composition root", type -> type.getName().matches("dev\\.restorebot\\.bot\\.(Main|Wiring)(\\$.*)?"));

  private static final Set<Class<?>> CLOCKS = Set.of(
      Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class);

  private static final Set<String> SYSTEM_TICKS = Set.of("tickMillis", "tickSeconds", "tickMinutes");

  private static final Set<String> LENDERS =
      Set.of("ofVirtual", "startVirtualThread", "newVirtualThreadPerTaskExecutor",
          "newWorkStealingPool", "commonPool", "parallel", "parallelStream", "supplyAsync", "runAsync");
  private static final DescribedPredicate<JavaAccess<?>> LENDS_THREADS = DescribedPredicate.describe(
      "lends threads that somebody else began", access -> LENDERS.contains(access.getTarget().getName()));

  /// Calls and method references; the overloads that are handed a clock are welcome.
  private static final DescribedPredicate<JavaAccess<?>> TELLS_THE_TIME = DescribedPredicate.describe(
      "tells the time or sleeps", ArchitectureTest::tellsTheTime);

  private static boolean tellsTheTime(JavaAccess<?> access) {
    var target = access.getTarget();
    var on = target.getOwner();
    var member = target.getName();
    if (CLOCKS.stream().anyMatch(on::isEquivalentTo)) {
      return member.equals("now") && !target.getFullName().contains("java.time.Clock");
    }
    if (on.isEquivalentTo(Clock.class) || on.isEquivalentTo(InstantSource.class)) {
      return member.startsWith("system") || SYSTEM_TICKS.contains(member);
    }
    if (on.isEquivalentTo(System.class)) {
      return member.equals("currentTimeMillis");
    }
    return on.isEquivalentTo(Thread.class) && member.equals("sleep");
  }

  private static List<String> packages(String... names) {
    return Stream.of(names).map(name -> "dev.restorebot." + name + "..").toList();
  }

  private static String[] array(List<String> packages) {
    return packages.toArray(String[]::new);
  }

  private static String slice(String packageName) {
    var names = packageName.split("\\.", -1);
    return String.join(".", List.of(names).subList(0, Math.min(3, names.length)));
  }
}
