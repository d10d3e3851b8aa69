package io.sillok.node.stream.consumer.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.stream.consumer.sharing.Roster.Order;
import io.sillok.node.stream.consumer.sharing.Roster.Report;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class RosterTest {

  private static final int PARTITIONS = 8;

  @Test
  void a_partition_moves_only_when_its_session_has_stopped_reading_it() {
    Roster<String> roster = new Roster<>(4);
    roster.hear("first", report("a", 1, 0));
    assertThat(roster.plan(1)).containsExactly(new Order<>("first", 1, set(0, 1, 2, 3)));
    roster.hear("first", report("a", 1, 1, 0, 1, 2, 3));

    roster.hear("second", report("b", 2, 0));
    assertThat(roster.plan(1))
        .containsExactly(new Order<>("first", 2, set(0, 1)), new Order<>("second", 1, set()));
    assertThat(roster.hear("second", report("b", 2, 1))).isFalse();
    assertThat(roster.plan(1)).isEmpty();

    assertThat(roster.hear("first", report("a", 1, 2, 0, 1))).isTrue();
    assertThat(roster.plan(1)).containsExactly(new Order<>("second", 2, set(2, 3)));
  }

  @Test
  void what_a_session_read_that_is_gone_goes_to_the_others() {
    Roster<String> roster = new Roster<>(2);
    roster.hear("first", report("a", 1, 1, 0));
    roster.hear("second", report("b", 1, 1, 1));
    assertThat(roster.plan(1)).isEmpty();

    assertThat(roster.gone("first")).isTrue();
    assertThat(roster.gone("first")).isFalse();
    assertThat(roster.plan(1)).containsExactly(new Order<>("second", 2, set(0, 1)));
  }

  @Test
  void a_later_session_of_an_instance_waits_for_the_end_of_the_earlier() {
    Roster<String> roster = new Roster<>(2);
    roster.hear("old", report("a", 1, 1, 0, 1));
    roster.hear("new", report("a", 2, 0));
    assertThat(roster.replaced()).containsExactly("old");
    assertThat(roster.plan(1)).containsExactly(new Order<>("new", 1, set()));
    roster.hear("new", report("a", 2, 1));

    roster.gone("old");
    assertThat(roster.replaced()).isEmpty();
    assertThat(roster.plan(1)).containsExactly(new Order<>("new", 2, set(0, 1)));
  }

  @Test
  void a_new_session_takes_the_place_of_one_whose_clock_is_ahead() {
    Roster<String> roster = new Roster<>(2);
    roster.hear("old", report("a", 1_000, 0));
    roster.plan(1);
    roster.hear("old", report("a", 1_000, 1, 0, 1));

    roster.hear("new", report("a", 1, 0));
    assertThat(roster.replaced()).containsExactly("old");
    roster.plan(1);
    roster.hear("new", report("a", 1, 1));
    roster.hear("old", report("a", 1_000, 1, 0, 1));
    assertThat(roster.replaced()).containsExactly("old");

    roster.gone("old");
    assertThat(roster.plan(1)).containsExactly(new Order<>("new", 2, set(0, 1)));
  }

  @Test
  void of_sessions_that_are_found_reading_the_one_that_began_later_stays() {
    Roster<String> roster = new Roster<>(2);
    roster.hear("new", report("a", 2, 1));
    roster.hear("old", report("a", 1, 3, 0, 1));
    assertThat(roster.replaced()).containsExactly("old");
  }

  @Test
  void a_session_that_was_given_up_and_is_heard_of_again_stays_the_earlier_one() {
    Roster<String> roster = new Roster<>(2);
    roster.hear("old", report("a", 1_000, 1, 0, 1));
    roster.gone("old");
    roster.hear("new", report("a", 1, 0));
    roster.hear("old", report("a", 1_000, 1, 0, 1));
    assertThat(roster.replaced()).containsExactly("old");
  }

  @Test
  void a_new_generation_is_told_to_all() {
    Roster<String> roster = new Roster<>(2);
    roster.hear("first", report("a", 1, 4, 0));
    roster.hear("second", report("b", 1, 7, 1));
    assertThat(roster.plan(2))
        .containsExactly(new Order<>("first", 5, set(0)), new Order<>("second", 8, set(1)));
    assertThat(roster.plan(2)).isEmpty();
  }

  @Test
  void a_session_that_has_lost_what_it_read_is_told_again() {
    Roster<String> roster = new Roster<>(2);
    roster.hear("first", report("a", 1, 1, 0, 1));
    assertThat(roster.plan(1)).isEmpty();
    assertThat(roster.hear("first", report("a", 1, 1))).isTrue();
    assertThat(roster.plan(1)).containsExactly(new Order<>("first", 2, set(0, 1)));
  }

  @Property(tries = 300)
  void never_do_two_read_a_partition_and_in_the_end_each_is_read_evenly(@ForAll Random random) {
    World world = new World(random);
    for (int step = 0; step < 400; step++) {
      world.step();
      world.checkNobodyShares();
    }
    world.begin();
    world.settle();
    world.checkEven();
  }

  private static Report report(String instance, long since, long number, Integer... holding) {
    return new Report(instance, since, number, number == 0 ? 0 : 1, set(holding));
  }

  private static SortedSet<Integer> set(Integer... partitions) {
    return new TreeSet<>(List.of(partitions));
  }

  /**
   * Sessions that come, end, lose what they read, and hear and say everything late, on nodes with
   * clocks of their own.
   */
  private static final class World {

    private final Random random;
    private final Map<Integer, Session> sessions = new LinkedHashMap<>();
    private Roster<Integer> roster = new Roster<>(PARTITIONS);
    private int ids;

    World(Random random) {
      this.random = random;
    }

    void step() {
      switch (random.nextInt(10)) {
        case 0 -> {
          if (sessions.size() < 5) {
            begin();
          }
        }
        case 1 -> end(random.nextInt(3) == 0 ? random() : 0);
        case 2 -> {
          if (random.nextInt(20) == 0) {
            beginAnew();
          }
        }
        case 3 -> session(random()).drop();
        default -> {
          int id = random();
          Session session = session(id);
          if (random.nextBoolean()) {
            session.take();
          } else {
            report(id, session);
          }
        }
      }
    }

    void begin() {
      sessions.put(++ids, new Session("i" + random.nextInt(4), random.nextInt(1000)));
    }

    /** A coordinator that begins anew asks all sessions before it says anything. */
    private void beginAnew() {
      sessions.values().forEach(session -> session.inbox.clear());
      roster = new Roster<>(PARTITIONS);
      sessions.forEach((id, session) -> roster.hear(id, session.report()));
      plan();
    }

    private void report(int id, Session session) {
      if (sessions.containsKey(id)) {
        roster.hear(id, session.report());
        roster.replaced().forEach(this::end);
        plan();
      }
    }

    private void end(int id) {
      if (sessions.remove(id) != null && roster.gone(id)) {
        plan();
      }
    }

    private void plan() {
      for (Order<Integer> order : roster.plan(1)) {
        session(order.session()).inbox.add(order);
      }
    }

    void settle() {
      for (int round = 0; round < 10; round++) {
        for (int id : List.copyOf(sessions.keySet())) {
          while (!session(id).inbox.isEmpty()) {
            session(id).take();
          }
          report(id, session(id));
        }
      }
    }

    private int random() {
      List<Integer> all = new ArrayList<>(sessions.keySet());
      return all.isEmpty() ? 0 : all.get(random.nextInt(all.size()));
    }

    private Session session(int id) {
      return sessions.getOrDefault(id, new Session("nobody", 0));
    }

    void checkNobodyShares() {
      Set<Integer> read = new HashSet<>();
      sessions
          .values()
          .forEach(session ->
              session.holding.forEach(
                  partition -> assertThat(read.add(partition)).as("only one reads").isTrue()));
    }

    void checkEven() {
      List<Integer> sizes = sessions.values().stream().map(s -> s.holding.size()).sorted().toList();
      assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(PARTITIONS);
      assertThat(sizes.getLast() - sizes.getFirst()).isLessThanOrEqualTo(1);
    }
  }

  private static final class Session {

    private final String instance;
    private final long since;
    private final Deque<Order<Integer>> inbox = new ArrayDeque<>();
    private long number;
    private SortedSet<Integer> holding = Collections.emptySortedSet();

    Session(String instance, long since) {
      this.instance = instance;
      this.since = since;
    }

    void take() {
      Order<Integer> order = inbox.poll();
      if (order != null && order.number() > number) {
        number = order.number();
        holding = order.partitions();
      }
    }

    void drop() {
      holding = Collections.emptySortedSet();
    }

    Report report() {
      return new Report(instance, since, number, number == 0 ? 0 : 1, holding);
    }
  }
}
