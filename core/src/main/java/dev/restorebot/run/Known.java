package dev.restorebot.run;

import dev.restorebot.approval.Person;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Request;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.Planned;
import dev.restorebot.run.RunEvent.Replanned;
import dev.restorebot.run.RunEvent.TurnedAway;
import dev.restorebot.run.RunEvent.Unreadable;
import dev.restorebot.service.ServiceName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of a run of which an entry cannot be read.
///
/// @param asker who asked for it, or null
/// @param request what they asked for, or null
/// @param plan the last plan that can be read, or null
/// @param about the service that it seems to be about, where neither tells, or null
/// @param unreadable the first entry that cannot be read, or null if each could be so far
public record Known(@Nullable Person asker, @Nullable Request request, @Nullable Plan plan,
    @Nullable ServiceName about, @Nullable Unreadable unreadable) {
  static final Known NOTHING = new Known(null, null, null, null, null);

  static Known of(Person asker, Request request) {
    return new Known(asker, request, null, null, null);
  }

  static Known of(RunProgress course) {
    return new Known(course.asker(), course.request(), course.plan(), null, null);
  }

  /// The service, as far as anything tells.
  public Optional<ServiceName> service() {
    if (request != null) {
      return Optional.of(request.service());
    }
    return plan == null ? Optional.ofNullable(about) : Optional.of(plan.service());
  }

  /// The last plan that can be read.
  public Optional<Plan> lastPlan() {
    return Optional.ofNullable(plan);
  }

  /// This, and that `entry` could not be read.
  Known without(Unreadable entry) {
    return new Known(asker, request, plan, about == null ? entry.about() : about,
        unreadable == null ? entry : unreadable);
  }

  /// This, and what `event` tells.
  Known with(RunEvent event) {
    return switch (event) {
      case Asked(var by, var wanted, _) -> new Known(by, wanted, plan, about, unreadable);
      case TurnedAway(var by, var wanted, _) -> new Known(by, wanted, plan, about, unreadable);
      case Planned(var newest) -> new Known(asker, request, newest, about, unreadable);
      case Replanned(var newest, _) -> new Known(asker, request, newest, about, unreadable);
      case RunEvent _ -> this;
    };
  }
}
