package dev.restorebot.pds;

import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Means;
import dev.restorebot.pds.CanaryApi.LogInAnswer;
import dev.restorebot.pds.CanaryApi.Session;
import dev.restorebot.pds.CanaryApi.WriteAnswer;
import dev.restorebot.pds.RelayApi.AccountAnswer;
import dev.restorebot.pds.RelayApi.HostAnswer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether an account of the PDS can log in and post, the post arrives at every relay, and is deleted again. All of that is done: the
/// proof from end to end. Safe to repeat: the post has the same key each time, and one that was left behind goes first.
final class CanaryCheck {
  /// The key of the post: an identifier made of a time as the lexicon wants it, of a time at which nobody posted.
  static final String KEY = "3222222222222";
  static final String TEXT = "restorebot sees whether posts arrive. It deletes this one at once.";

  private static final String NO_POST = "it logged in, and could not post: ";

  private final CanarySettings canary;
  private final PdsSettings settings;
  private final CanaryApi pds;
  private final RelayApi relays;
  private final Means means;

  CanaryCheck(CanarySettings canary, PdsSettings settings, CanaryApi pds, RelayApi relays, Means means) {
    this.canary = canary;
    this.settings = settings;
    this.pds = pds;
    this.relays = relays;
    this.means = means;
  }

  /// What came of it.
  ///
  /// @param restored the accounts that the PDS must have
  CheckResult result(Contents restored) throws InterruptedException {
    var password = means.secret(canary.password());
    if (password.isEmpty()) {
      return failed("the Secret " + canary.password().secret() + " is missing, or has no entry "
          + canary.password().entry());
    }
    return switch (pds.logIn(canary.handle(), password.get())) {
      case LogInAnswer.LoggedIn(var session) -> {
        try {
          yield isRestored(session, restored)
              ? used(session)
              : failed("it logs in as " + session.did() + ", which is none of the accounts that were restored");
        } finally {
          session.end();
        }
      }
      case LogInAnswer.Refused(var status, var error) ->
        failed("the PDS does not let it log in: HTTP " + status + (error.isEmpty() ? "" : " " + error)
            + (status == 401
                ? ". Is the password in the Secret the one that it had when the snapshot was made?"
                : ""));
      case LogInAnswer.Unreachable(var reason) -> failed("it could not log in: " + reason);
    };
  }

  private static boolean isRestored(Session session, Contents restored) {
    return restored.with(PdsItem.ACCOUNT).stream().map(Item::id).anyMatch(session.did()::equals);
  }

  private CheckResult used(Session session) throws InterruptedException {
    session.delete(KEY);
    var before = sequences();
    var posted = session.post(KEY, TEXT, means.at());
    return switch (posted) {
      case WriteAnswer.Written(var rev) when rev.isEmpty() ->
        concluded(session, new Arrivals(List.of(), "it posted, and the PDS does not say which revision that made"));
      case WriteAnswer.Written(var rev) -> concluded(session, arrivals(session.did(), rev, before));
      case WriteAnswer.Refused _ -> failed(NO_POST + told(posted));
      // It may have been made all the same.
      case WriteAnswer.Unreachable _ -> concluded(session, new Arrivals(List.of(), NO_POST + told(posted)));
    };
  }

  /// Where the post arrived, and the first thing that went wrong; empty if nothing did.
  private record Arrivals(List<String> seen, String trouble) {}

  private Arrivals arrivals(String did, String rev, Map<URI, Long> before) throws InterruptedException {
    var seen = new ArrayList<String>();
    for (var relay : settings.relays()) {
      var at = arrival(relay, did, rev, before);
      if (at.isEmpty()) {
        return new Arrivals(seen, "it logged in and posted, and the post has not arrived at the relay " + relay
            + ": nobody's do, then");
      }
      seen.add(at.get());
    }
    return new Arrivals(seen, "");
  }

  /// The post goes, whatever came of it; its deletion is part of what is checked.
  private CheckResult concluded(Session session, Arrivals arrivals) throws InterruptedException {
    var before = sequences();
    var deleted = session.delete(KEY);
    if (!(deleted instanceof WriteAnswer.Written(var rev))) {
      return failed((arrivals.trouble().isEmpty() ? "it logged in and posted" : arrivals.trouble())
          + "; its post could not be deleted again: " + told(deleted) + ". Delete app.bsky.feed.post/" + KEY + " of "
          + canary.handle() + " by hand");
    }
    if (!arrivals.trouble().isEmpty()) {
      return failed(arrivals.trouble());
    }
    for (var relay : settings.relays()) {
      if (arrival(relay, session.did(), rev, before).isEmpty()) {
        return failed("its post arrived at the relay " + relay + ", and the deletion of it did not");
      }
    }
    return CheckResult.passed(name(), "it logged in, posted, and deleted the post again; "
        + (arrivals.seen().isEmpty()
            ? "no relay is configured that could have seen that"
            : "it was seen at " + String.join(" and at ", arrivals.seen())));
  }

  private Map<URI, Long> sequences() {
    var numbers = new HashMap<URI, Long>();
    settings.relays().forEach(relay -> sequence(relay).ifPresent(number -> numbers.put(relay, number)));
    return numbers;
  }

  private Optional<Long> sequence(URI relay) {
    return relays.hostStatus(relay, settings.hostname()) instanceof HostAnswer.Status(var seq, _, _)
        ? Optional.of(seq)
        : Optional.empty();
  }

  /// Waits until the relay has that revision of the repo. Of one that tells no revisions, until it has come further than `before`.
  private Optional<String> arrival(URI relay, String did, String rev, Map<URI, Long> before)
      throws InterruptedException {
    do {
      var number = sequence(relay);
      var has = relays.accountStatus(relay, did) instanceof AccountAnswer.Active(var last) ? last : "";
      if (number.isPresent() && !has.isEmpty() && has.compareTo(rev) >= 0) {
        return Optional.of(relay + ", which has come to sequence number " + number.get());
      }
      var past = before.get(relay);
      if (number.isPresent() && has.isEmpty() && past != null && number.get() > past) {
        return Optional.of(relay + ", which has come from sequence number " + past + " to " + number.get()
            + " and tells no more");
      }
    } while (means.goOn());
    return Optional.empty();
  }

  private static String told(WriteAnswer answer) {
    return switch (answer) {
      case WriteAnswer.Written _ -> "done";
      case WriteAnswer.Refused(var status, var error) -> "HTTP " + status + (error.isEmpty() ? "" : " " + error);
      case WriteAnswer.Unreachable(var reason) -> reason;
    };
  }

  private String name() {
    return "canary " + canary.handle();
  }

  private CheckResult failed(String detail) {
    return CheckResult.failed(name(), detail);
  }
}
