package io.sillok.loadtests.traffic;

import io.sillok.loadtests.faults.check.AppendCheck;
import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.check.LoggedEvent;
import io.sillok.loadtests.faults.check.Place;
import io.sillok.loadtests.faults.check.QueueCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** Whether what users were told is so. What was asked and never answered may be so, or not. */
final class TrafficCheck {

  private TrafficCheck() {}

  /**
   * @param events the sequence numbers of each cart's events, by id
   */
  static Finding carts(Map<String, Told.Cart> carts, Map<String, List<Long>> events, long least) {
    List<String> violations = new ArrayList<>();
    long accepted = 0;
    for (var entry : carts.entrySet()) {
      Told.Cart cart = entry.getValue();
      List<Long> stand = events.getOrDefault(entry.getKey(), List.of());
      Set<Long> told = new HashSet<>(cart.accepted());
      accepted += told.size();
      boolean contiguous = stand.equals(LongStream.rangeClosed(1, stand.size()).boxed().toList());
      boolean once = told.size() == cart.accepted().size();
      if (!contiguous || !once || !stand.containsAll(told) || stand.size() > cart.asked()) {
        violations.add(
            "%s was sent %d commands and told %s, and has events %s"
                .formatted(entry.getKey(), cart.asked(), cart.accepted(), stand));
      }
    }
    return new Finding(
        "each command that was accepted is one event of its cart, and no other is there",
        accepted,
        least,
        violations);
  }

  /**
   * @param log all that stands in the stream
   */
  static Finding appends(Told told, List<LoggedEvent> log, long least) {
    Map<String, Place> known = new HashMap<>();
    log.stream()
        .filter(event -> told.appendsAsked().contains(event.id()))
        .forEach(event -> known.put(event.id(), event.place()));
    known.putAll(told.appended());
    return AppendCheck.of(known, log, least);
  }

  /**
   * @param kind of answers
   * @param guarantee of them, as a sentence
   */
  static Finding shown(Told told, String kind, String guarantee, long least) {
    List<Told.Shown> shown = told.shown(kind);
    return new Finding(
        guarantee,
        shown.size(),
        least,
        shown.stream()
            .filter(each -> !each.got().equals(each.wanted()))
            .map(each ->
                "%s was shown as '%s', and '%s' had been acknowledged"
                    .formatted(each.cart(), each.got(), each.wanted()))
            .toList());
  }

  /**
   * @param left so many events of the queue are not settled when it has been emptied
   */
  static List<Finding> queue(Told told, List<LoggedEvent> log, long left, long least) {
    Deliveries deliveries = told.deliveries();
    return List.of(
        QueueCheck.of(log, deliveries.acksAsked(), List.of(), event -> false, "", left, least),
        new Finding(
            "no event of the queue is handed out to who asks when its ack was acknowledged",
            deliveries.looked(),
            least,
            deliveries.again()));
  }

  /** Whether all came who were to come, and got what they came for, however late. */
  static Finding everybody(Told told, Arrivals arrivals) {
    List<String> violations = new ArrayList<>(told.troubles());
    long left = 0;
    long least = 0;
    for (Users users : Users.values()) {
      left += told.left(users);
      least += arrivals.least(users);
      if (told.left(users) != told.came(users) || told.came(users) < arrivals.least(users)) {
        violations.add(
            "%d %s came, and %d got to the end; at least %d should have come"
                .formatted(
                    told.came(users), users.word(), told.left(users), arrivals.least(users)));
      }
    }
    return new Finding(
        "everybody comes, gives up nothing and gets to the end", left, least, violations);
  }

  static Finding later(Told told, long requests, double mostPercent) {
    long later = told.later().values().stream().mapToLong(Long::longValue).sum();
    return new Finding(
        "at most %s %% of requests are told to come later (429, 503)".formatted(mostPercent),
        requests,
        1,
        later * 100.0 <= requests * mostPercent
            ? List.of()
            : List.of("%d of %d: %s".formatted(later, requests, told.later())));
  }
}
