package io.sillok.loadtests.faults.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Whether every event of a queue was done or given up for its reason, and none left out. */
public final class QueueCheck {

  private static final String GUARANTEE =
      "every item of the queue was done or is a dead letter with reason; none is left out";

  private QueueCheck() {}

  /** A dead letter, with what is said of it. */
  public record Dead(Place place, int attempts, String reason) {}

  /**
   * @param log all that stands in the stream
   * @param done what workers have done at least once
   * @param letters dead letters
   * @param hopeless events that workers give up
   * @param reason that they give for it
   * @param left so many items are not settled in the end
   * @param least so many there must be
   */
  public static Finding of(
      List<LoggedEvent> log,
      Set<Place> done,
      List<Dead> letters,
      Predicate<LoggedEvent> hopeless,
      String reason,
      long left,
      long least) {
    List<String> violations = new ArrayList<>();
    if (left != 0) {
      violations.add("%d items are not settled".formatted(left));
    }
    Set<Place> dead = new HashSet<>();
    Set<Place> standing = log.stream().map(LoggedEvent::place).collect(Collectors.toSet());
    for (Dead letter : letters) {
      if (!dead.add(letter.place())) {
        violations.add("%s is a dead letter twice".formatted(letter.place()));
      }
      if (!standing.contains(letter.place())) {
        violations.add("%s is a dead letter, and no event".formatted(letter.place()));
      }
      if (letter.attempts() < 1 || !letter.reason().contains(reason)) {
        violations.add("%s does not have the reason: %s".formatted(letter, reason));
      }
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
