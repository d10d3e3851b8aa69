package io.sillok.node.stream.consumer.sharing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who is connected as an instance of a consumer, what each may be reading, and what each shall
 * read. A partition goes to another session only when the one that read it has said that it
 * stopped, or is gone. Pure: knows neither actors nor the clock.
 *
 * @param <S> how sessions are told apart
 */
final class Roster<S> {

  private static final Comparator<Member> LATENESS =
      Comparator.comparingLong(Member::arrival).thenComparingLong(Member::since);

  private final int partitions;
  private final Map<S, Member> members = new LinkedHashMap<>();
  private long arrivals;

  /**
   * @param partitions of the stream
   */
  Roster(int partitions) {
    this.partitions = partitions;
  }

  /**
   * What a session says of itself.
   *
   * @param instance its name; a later session takes the place of an earlier one of the same name
   * @param since when it began, by the clock of its node
   * @param number of the share that it has taken last; 0 for none
   * @param generation of the consumer, in that share
   * @param holding the partitions that it reads
   */
  record Report(
      String instance, long since, long number, long generation, SortedSet<Integer> holding) {}

  /**
   * What a session shall read.
   *
   * @param number grows for each session
   */
  record Order<S>(S session, long number, SortedSet<Integer> partitions) {}

  /** Whether {@code report} changes anything. */
  boolean hear(S session, Report report) {
    Member known = members.get(session);
    if (known == null || report.number() > known.number) {
      long arrival = known == null ? arrival(report) : known.arrival;
      members.put(session, Member.of(report, arrival));
      return true;
    }
    if (report.number() < known.number) {
      return false; // its last share is on its way
    }
    members.put(session, known.having(report.holding()));
    return !report.holding().equals(known.held);
  }

  /** One that has taken nothing yet has just come; the others were there before, and are found. */
  private long arrival(Report report) {
    return report.number() == 0 ? ++arrivals : 0;
  }

  boolean knows(S session) {
    return members.containsKey(session);
  }

  /** Whether {@code session} was here, and so its partitions can go to others. */
  boolean gone(S session) {
    return members.remove(session) != null;
  }

  Set<S> sessions() {
    return Set.copyOf(members.keySet());
  }

  /** Those that must end, because a later one has taken their place. */
  List<S> replaced() {
    return members.keySet().stream().filter(session -> !isLatest(session)).toList();
  }

  /** The number of the share that {@code session} was told last; 0 for none. */
  long number(S session) {
    return Optional.ofNullable(members.get(session)).map(member -> member.number).orElse(0L);
  }

  /** What each instance may be reading at present. */
  SortedMap<String, SortedSet<Integer>> present() {
    SortedMap<String, SortedSet<Integer>> present = new TreeMap<>();
    members
        .values()
        .forEach(member ->
            present.computeIfAbsent(member.instance, none -> new TreeSet<>()).addAll(member.held));
    return present;
  }

  /**
   * What is to be told so that in the end all partitions are read, evenly. From now on it counts as
   * told.
   *
   * @param generation of the consumer
   */
  List<Order<S>> plan(long generation) {
    Set<String> instances =
        members.values().stream().map(member -> member.instance).collect(Collectors.toSet());
    SortedMap<String, SortedSet<Integer>> target =
        Assignment.balance(present(), instances, partitions);
    List<Order<S>> orders = new ArrayList<>();
    for (S session : List.copyOf(members.keySet())) {
      Member member = members.get(session);
      if (member != null && isLatest(session)) {
        SortedSet<Integer> share =
            new TreeSet<>(target.getOrDefault(member.instance, Collections.emptySortedSet()));
        share.removeAll(heldByOthers(session));
        if (!member.isTold(share, generation)) {
          Member told = member.told(share, generation);
          members.put(session, told);
          orders.add(new Order<>(session, told.number, told.share));
        }
      }
    }
    return orders;
  }

  private Set<Integer> heldByOthers(S session) {
    Set<Integer> held = new TreeSet<>();
    members.forEach((other, member) -> {
      if (!other.equals(session)) {
        held.addAll(member.held);
      }
    });
    return held;
  }

  /**
   * Who came later is told by the order in which they were heard of, as clocks of nodes differ;
   * they count for those that were found. Of the equally late it is the one that was heard of last.
   */
  private boolean isLatest(S session) {
    Optional<S> latest = Optional.empty();
    Member member = members.get(session);
    for (Map.Entry<S, Member> other : members.entrySet()) {
      if (member != null
          && other.getValue().instance.equals(member.instance)
          && latest
              .map(members::get)
              .map(one -> LATENESS.compare(other.getValue(), one) >= 0)
              .orElse(true)) {
        latest = Optional.of(other.getKey());
      }
    }
    return latest.equals(Optional.of(session));
  }

  /**
   * @param arrival grows with each that comes; 0 for those that were found
   * @param number of the share that it was told last
   * @param share that one
   * @param held what it may be reading: until it has taken its share, what it had before, too
   * @param confirmed whether it has taken that share
   */
  private record Member(
      String instance,
      long arrival,
      long since,
      long number,
      long generation,
      SortedSet<Integer> share,
      SortedSet<Integer> held,
      boolean confirmed) {

    static Member of(Report report, long arrival) {
      return new Member(
          report.instance(),
          arrival,
          report.since(),
          report.number(),
          report.generation(),
          report.holding(),
          report.holding(),
          true);
    }

    Member having(SortedSet<Integer> holding) {
      return new Member(instance, arrival, since, number, generation, share, holding, true);
    }

    /** A session that has lost what it was told is told again. */
    boolean isTold(SortedSet<Integer> wanted, long newGeneration) {
      return generation == newGeneration
          && share.equals(wanted)
          && (!confirmed || held.equals(share));
    }

    Member told(SortedSet<Integer> wanted, long newGeneration) {
      SortedSet<Integer> either = new TreeSet<>(held);
      either.addAll(wanted);
      return new Member(instance, arrival, since, number + 1, newGeneration, wanted, either, false);
    }
  }
}
