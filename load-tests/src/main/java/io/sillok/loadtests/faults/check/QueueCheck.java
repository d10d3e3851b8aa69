package io.sillok.loadtests.faults.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Whether every event of a queue was done or given up for its reason, and none left out. */
public final class QueueCheck {

  private static final String GUARANTEE =
      "every item of the queue was done or is a dead letter with reason; none is left out";

  private QueueCheck() {}

  /**
   * @param log all that stands in the stream
   * @param done what workers have done at least once
   * @param dead dead letters
   * @param hopeless events that workers give up
   * @param left so many items are not settled in the end
   * @param least so many there must be
   */
  public static Finding of(
      List<LoggedEvent> log,
      Set<Place> done,
      Set<Place> dead,
      Predicate<LoggedEvent> hopeless,
      long left,
      long least) {
    List<String> violations = new ArrayList<>();
    if (left != 0) {
      violations.add("%d items are not settled".formatted(left));
    }
    for (LoggedEvent event : log) {
      boolean wasDone = done.contains(event.place());
      boolean isDead = dead.contains(event.place());
      boolean right = hopeless.test(event) ? isDead && !wasDone : wasDone && !isDead;
      if (!right) {
        violations.add(
            "%s at %s was %sdone, and is %sa dead letter"
                .formatted(
                    event.id(), event.place(), wasDone ? "" : "never ", isDead ? "" : "not "));
      }
    }
    return new Finding(GUARANTEE, log.size(), least, violations);
  }
}
