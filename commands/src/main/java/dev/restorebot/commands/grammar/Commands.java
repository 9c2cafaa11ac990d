package dev.restorebot.commands.grammar;

import dev.restorebot.commands.Command;
import dev.restorebot.commands.Topic;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.plan.Intent.Reach;
import dev.restorebot.run.RunId;
import dev.restorebot.service.Amendment;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads whole commands, once; what it offers to try instead is unchecked.
final class Commands {
  private final Services services;
  private final Verbs verbs;
  private final Selectors selectors;

  Commands(Services services, Verbs verbs, Selectors selectors) {
    this.services = services;
    this.verbs = verbs;
    this.selectors = selectors;
  }

  /// The command that `text` is.
  Reading<Command> read(String text) {
    return Characters.visible(text).then(Line::words).then(words -> command(withoutSlashWord(words)));
  }

  private static Phrase withoutSlashWord(List<Word> words) {
    var slashed = !words.isEmpty() && List.of("/restore", "restore").contains(words.getFirst().keyword());
    return new Phrase(slashed ? words.subList(1, words.size()) : words);
  }

  private Reading<Command> command(Phrase phrase) {
    var words = phrase.words();
    if (words.isEmpty()) {
      return Reading.of(new Command.Help(Optional.empty()));
    }
    var first = words.getFirst().keyword();
    if (first.equals("/diagnose")) {
      return Typed.of(phrase).then(this::diagnose);
    }
    if (first.equals("help")) {
      return services.topics().read(phrase);
    }
    if (words.stream().anyMatch(word -> word.isOption() && List.of("--help", "--h").contains(word.text()))) {
      return Reading.of(new Command.Help(
          words.getFirst().isOption()
              ? Optional.empty()
              : services.topics().about(first).or(() -> Optional.of(Topic.Common.RESTORE))));
    }
    return Typed.of(phrase).then(this::request);
  }

  private Reading<Command> request(Typed request) {
    if (request.words().isEmpty()) {
      return Reading.wrong("Say what to restore: /restore SERVICE. " + services.known());
    }
    var first = request.words().getFirst().keyword();
    var word = SubWord.of(first);
    return word.isEmpty()
        ? verbs.amendment(first).map(amendment -> amend(request, amendment))
            .orElseGet(() -> restore(request))
        : switch (word.get()) {
          case DIAGNOSE -> diagnose(request);
          case RUNBOOK -> runbook(request);
          case DRILL -> drill(request);
          case RESTORE -> new Reading.Wrong<>("restore is there twice.",
              List.of(request.phrase().without(List.of(request.words().getFirst()))));
          case HELP -> plain(request, 1).then(_ -> services.topics().read(new Phrase(request.words())));
          case STATUS -> plain(request, 0).then(_ -> Reading.of(new Command.Status()));
          case LIST -> list(request);
          case HISTORY -> history(request);
          case SHOW -> run(request, Command.Show::new);
          case CANCEL -> run(request, Command.Cancel::new);
          case REOPEN -> run(request, Command.Reopen::new);
          case UNDO -> run(request, Command.Undo::new);
          case PURGE -> run(request, Command.Purge::new);
        };
  }

  private Reading<Command> restore(Typed request) {
    var first = request.words().getFirst();
    var options = request.options();
    return services.read(first, first.shown() + " is neither a service nor a command.",
        instead(request.phrase(), first),
        services.known() + " Commands: " + String.join(", ", verbs.offered()) + ".")
        .then(service -> request.words().size() > 1
            ? selectors.read(request).then(selector -> mirrored(request, service).then(mirrors -> Reading.of(
                options.begin(service, new Intent.Restore(selector, mirrors, options.reach())))))
            : options.given().isEmpty() ? Reading.of(new Command.Choose(service)) : unselected(request));
  }

  /// The state of mirrors that `request` wants of `service`, whose backups must have one if it wants another than theirs.
  private Reading<Mirrors> mirrored(Typed request, ServiceName service) {
    var options = request.options();
    return options.mirrors() == Mirrors.NOW || services.mirrored(service)
        ? Reading.of(options.mirrors())
        : new Reading.Wrong<>(
            "Every part of the backups of " + service + " has its own timestamp, so there is nothing to"
                + " take as of the snapshot. Leave --mirror-as-of-snapshot out.",
            List.of(request.phrase().without(options.called(Options.AS_OF_SNAPSHOT))));
  }

  /// An amendment: what the service has now is looked at, and no snapshot.
  private Reading<Command> amend(Typed request, Amendment amendment) {
    var phrase = request.phrase();
    var options = request.options();
    var mirror = options.called(Options.AS_OF_SNAPSHOT);
    var adds = amendment.verb() + " adds " + amendment.words().nouns() + " to what the service has now";
    if (!mirror.isEmpty()) {
      return new Reading.Wrong<>(adds + " and takes nothing from a backup, so it has no --mirror-as-of-snapshot.",
          List.of(phrase.without(mirror)));
    }
    if (request.words().size() == 1) {
      return Reading.wrong("Say which service's " + amendment.words().nouns() + ": /restore " + amendment.verb()
          + " SERVICE. " + services.known());
    }
    var extra = request.after(2);
    if (!extra.isEmpty()) {
      return new Reading.Wrong<>(adds + ", so no snapshot can follow "
          + request.words().get(1).shown() + ", and " + extra.getFirst().shown() + " does.",
          List.of(phrase.without(extra), phrase.without(List.of(request.words().getFirst()))));
    }
    return services.read(request.words().get(1), phrase).then(service -> services.amendment(service)
        .filter(own -> own.verb().equals(amendment.verb()))
        .map(own -> Reading.of(options.begin(service, new Intent.Amend(own.words(), options.reach()))))
        .orElseGet(() -> unknown(request, amendment, service)));
  }

  /// What `service` has of its own is offered first, and then who has what was asked for.
  private Reading<Command> unknown(Typed request, Amendment amendment, ServiceName service) {
    var phrase = request.phrase();
    var tries = new ArrayList<String>();
    services.amendment(service).ifPresent(own -> tries.add(phrase.replacing(request.words().getFirst(), own.verb())));
    services.amendable(amendment)
        .forEach(other -> tries.add(phrase.replacing(request.words().get(1), other.value())));
    return new Reading.Wrong<>(service + " has no " + amendment.words().nouns() + " that " + amendment.verb()
        + " could add: not every kind of service has.", tries);
  }

  private Reading<Command> runbook(Typed request) {
    var phrase = request.phrase();
    var others = request.options().otherThan(Set.of(Options.ACCEPT, Options.AS_OF_SNAPSHOT, Options.LIFT));
    if (!others.isEmpty()) {
      return new Reading.Wrong<>("A runbook is printed, not done, so it takes no " + others.getFirst().text()
          + ". Its options are --accept CODE, --mirror-as-of-snapshot and --lift-takedowns.",
          List.of(phrase.without(others)));
    }
    if (request.words().size() == 1) {
      return Reading.wrong("Say what the runbook shall restore: /restore runbook SERVICE latest. " + services.known());
    }
    var named = new Typed(phrase, request.options(), request.after(1));
    var service = named.words().getFirst();
    return services.read(service, phrase).then(name -> named.words().size() > 1
        ? selectors.read(named)
            .then(selector -> mirrored(named, name).then(mirrors -> Reading.of(
                new Command.Runbook(
                    request.options().request(name, new Intent.Restore(selector, mirrors, Reach.PLAN))))))
        : new Reading.Wrong<>("Say which snapshot of " + service.value() + ", before the options: latest, latest-before"
            + " TIME or at TIMESTAMP.", List.of(phrase.replacing(service, service.value() + " latest"))));
  }

  /// A restore into scratch space; from the newest snapshot, unless another one is named.
  private Reading<Command> drill(Typed request) {
    var phrase = request.phrase();
    var options = request.options();
    var others = options.otherThan(Set.of(Options.REASON, Options.AS_OF_SNAPSHOT));
    if (!others.isEmpty()) {
      return new Reading.Wrong<>(
          "A drill touches nothing that a service has, so it takes no " + others.getFirst().text()
              + ". Its options are --reason TEXT and --mirror-as-of-snapshot.",
          List.of(phrase.without(others)));
    }
    if (request.words().size() == 1) {
      return Reading.wrong("Say which service to drill: /restore drill SERVICE. " + services.known());
    }
    var named = new Typed(phrase, options, request.after(1));
    return services.read(named.words().getFirst(), phrase).then(service -> newestUnlessSaid(named)
        .then(selector -> mirrored(named, service).then(mirrors -> Reading.of(
            options.begin(service, new Intent.Drill(selector, mirrors))))));
  }

  private Reading<Selector> newestUnlessSaid(Typed request) {
    return request.words().size() > 1 ? selectors.read(request) : Reading.of(new Selector.Latest());
  }

  /// What a first word that is neither a service nor a command may have been meant to be.
  private List<String> instead(Phrase phrase, Word first) {
    var tries = new ArrayList<String>();
    var slashless = first.keyword().startsWith("/") ? first.keyword().substring(1) : first.keyword();
    if (!Nearest.to(slashless, List.of("restore")).isEmpty()) {
      tries.add(phrase.without(List.of(first)));
    }
    RunId.parse(first.keyword()).ifPresent(run -> tries.add(phrase.replacing(first, "show " + run)));
    services.near(first).forEach(near -> tries.add(phrase.replacing(first, near)));
    verbs.saidFor(slashless).ifPresent(meant -> tries.add(phrase.replacing(first, meant)));
    Nearest.to(slashless, verbs.offered()).forEach(near -> tries.add(phrase.replacing(first, near)));
    return tries;
  }

  private static Reading<Command> unselected(Typed request) {
    var service = request.words().getFirst();
    var phrase = request.phrase();
    var problem = "Say which snapshot of " + service.value() + ", before the options: latest, latest-before TIME or at"
        + " TIMESTAMP.";
    var choose = phrase.without(request.options().given());
    return request.options().reason().isPresent()
        ? new Reading.Wrong<>(problem + " All words after --reason, up to the next option, are the reason.",
            List.of(choose))
        : new Reading.Wrong<>(problem, List.of(phrase.replacing(service, service.value() + " latest"), choose));
  }

  private Reading<Command> list(Typed request) {
    return plain(request, 1).then(words -> words.isEmpty()
        ? Reading.wrong("Say which service's snapshots to list: /restore list SERVICE. " + services.known())
        : services.read(words.getFirst(), request.phrase())
            .then(service -> Reading.of(new Command.ListSnapshots(service))));
  }

  private Reading<Command> history(Typed request) {
    return plain(request, 1).then(words -> words.isEmpty()
        ? Reading.of(new Command.History(Optional.empty()))
        : services.read(words.getFirst(), request.phrase())
            .then(service -> Reading.of(new Command.History(Optional.of(service)))));
  }

  private Reading<Command> diagnose(Typed request) {
    return plain(request, 1).then(words -> words.isEmpty()
        ? Reading.of(new Command.Diagnose(Optional.empty()))
        : services.read(words.getFirst(), request.phrase())
            .then(service -> Reading.of(new Command.Diagnose(Optional.of(service)))));
  }

  private static Reading<Command> run(Typed request, Function<RunId, Command> command) {
    var verb = request.words().getFirst().keyword();
    return plain(request, 1).then(words -> {
      if (words.isEmpty()) {
        return new Reading.Wrong<>("Say which run: /restore " + verb + " r-7k2m4q. The history shows their names.",
            List.of(Phrase.SLASH_WORD + " history"));
      }
      var name = words.getFirst();
      return RunId.parse(name.value()).map(id -> Reading.of(command.apply(id)))
          .orElseGet(() -> new Reading.Wrong<>(
              name.shown() + " is not the name of a run. A run is called like r-7k2m4q; the history"
                  + " shows their names.",
              runsLike(request.phrase(), name)));
    });
  }

  private static List<String> runsLike(Phrase phrase, Word name) {
    var tries = new ArrayList<String>();
    tries.add(phrase.replacing(name, name.keyword()));
    if (name.keyword().chars().anyMatch(Character::isDigit)) {
      tries.add(phrase.replacing(name, "r-" + name.keyword().replaceFirst("^r[-_]?", "")));
    }
    tries.add(Phrase.SLASH_WORD + " history " + name.keyword());
    tries.add(Phrase.SLASH_WORD + " history");
    return tries.stream().distinct().toList();
  }

  /// The words after the first, if they are at most `room` and no option is given.
  private static Reading<List<Word>> plain(Typed request, int room) {
    var phrase = request.phrase();
    var verb = request.words().getFirst().keyword();
    if (!request.options().given().isEmpty()) {
      return new Reading.Wrong<>("Only a restore takes options; " + verb + " does not.",
          List.of(phrase.without(request.options().given())));
    }
    var extra = request.after(1 + room);
    if (!extra.isEmpty()) {
      var last = request.words().get(room);
      return new Reading.Wrong<>("Nothing can follow " + last.shown() + " here, and " + extra.getFirst().shown()
          + " does.", List.of(phrase.without(extra)));
    }
    return Reading.of(request.after(1));
  }
}
