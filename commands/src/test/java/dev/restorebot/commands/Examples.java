package dev.restorebot.commands;

import dev.restorebot.commands.grammar.Grammar;
import dev.restorebot.knot.KnotAmendment;
import dev.restorebot.service.Amendment;
import dev.restorebot.service.Backups;
import dev.restorebot.service.Catalogue;
import dev.restorebot.service.CredentialsRef;
import dev.restorebot.service.DatabaseDefinition;
import dev.restorebot.service.KeyTemplate;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.service.Schedule;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.Timeouts;
import dev.restorebot.service.VolumeDefinition;
import dev.restorebot.service.WorkloadRef;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A catalogue and a clock that stands still.
public final class Examples {
  /// Now.
  public static final InstantSource TIME = InstantSource.fixed(Instant.parse("2026-02-25T09:30:15.250Z"));

  private Examples() {}

  /// Services called `names`, and zot, which is not backed up. Only the backups of `knot` have a mirror, and only it knows an amendment.
  public static Catalogue catalogue(String... names) {
    return catalogue(Map.of("knot", KnotAmendment.RIGHTS), names);
  }

  /// The same, where other services know amendments.
  ///
  /// @param amendments by the names of those who know them
  public static Catalogue catalogue(Map<String, Amendment> amendments, String... names) {
    return new Catalogue(
        Arrays.stream(names).map(name -> service(name, amendments.get(name)))
            .collect(Collectors.toMap(ServiceDefinition::name, Function.identity())),
        Map.of(new ServiceName("zot"), "Container images are rebuilt, not restored."));
  }

  /// A grammar that knows the services `names`.
  public static Grammar grammar(String... names) {
    return new Grammar(catalogue(names));
  }

  private static ServiceDefinition service(String name, @Nullable Amendment amendment) {
    var database = new DatabaseDefinition("main", KeyTemplate.parse(name + "/main-{timestamp}.sqlite"), "main.sqlite",
        DatabaseDefinition.Need.REQUIRED);
    var store = new StoreDefinition("store", URI.create("http://localhost:9000"), "local",
        StoreDefinition.Addressing.PATH);
    var backups =
        new Backups(store, "backups", new CredentialsRef("keys", "access", "secret"), List.of(database), mirrors(name),
            Schedule.NONE, List.of(), Backups.DEFAULT_TOLERANCE);
    return new ServiceDefinition(new ServiceName(name), "sqlite", amendment,
        new WorkloadRef("apps", "deployment", name),
        new VolumeDefinition(name + "-data", 1000, 1000, "/data", OptionalInt.empty()), backups, Timeouts.DEFAULT,
        Schedule.NONE);
  }

  private static List<MirrorDefinition> mirrors(String name) {
    return name.equals("knot")
        ? List.of(new MirrorDefinition("repositories", "knot/repositories/", "repositories"))
        : List.of();
  }
}
