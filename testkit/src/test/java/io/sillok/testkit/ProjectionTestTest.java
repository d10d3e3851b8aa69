package io.sillok.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.protocol.projection.ProjectionResult;
import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.schema.InvalidModuleException;
import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.aggregate.Aggregate;
import io.sillok.protocol.window.aggregate.Aggregates;
import io.sillok.protocol.window.aggregate.Occurrence;
import io.sillok.protocol.window.aggregate.ValueType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProjectionTestTest {

  private static final String STREAM = "product-viewed";

  record ProductViewed(String user, String product) {}

  record Viewers(long viewers, List<String> products) {}

  private static final ProjectionSource<ProductViewed, ProductViewed> VIEWS =
      ProjectionSource.of(STREAM, ProductViewed.class)
          .when(view -> !view.user().equals("robot"))
          .keyedBy(ProductViewed::product);

  private static final ProjectionType<ProductViewed, Viewers> VIEWERS =
      ProjectionType.of(
          "viewers",
          VIEWS,
          WindowSpec.tumbling(Duration.ofMinutes(1)),
          Lateness.of(Duration.ofSeconds(5)).allowing(Duration.ofSeconds(30)),
          Viewers.class,
          Aggregates.both(
              Aggregates.distinct(ProductViewed::user),
              Aggregates.collect(ProductViewed::product, ValueType.TEXT, 10),
              (viewers, products) -> new Viewers(viewers.count(), products)));

  private final ProjectionTest<ProductViewed, Viewers> viewers = ProjectionTest.of(VIEWERS);

  private static Instant at(int second) {
    return Instant.parse("2026-03-01T10:00:00Z").plusSeconds(second);
  }

  private static GivenStreams<ProductViewed, Viewers> view(
      GivenStreams<ProductViewed, Viewers> given, int second, String user, String product) {
    return given.event(STREAM, user, at(second), new ProductViewed(user, product));
  }

  private static ProjectionResult<Viewers> result(
      int start, int version, ResultKind kind, int count, long viewers, String... products) {
    return new ProjectionResult<>(
        "p-1",
        at(start),
        at(start + 60),
        version,
        kind,
        count,
        Optional.of(new Viewers(viewers, List.of(products))));
  }

  @Test
  void results_come_when_all_partitions_have_come_that_far() {
    var some = view(view(viewers.givenNothing(), 10, "ann", "p-1"), 20, "bob", "p-1");
    assertThat(some.results()).as("no partition is beyond the window").isEmpty();
    some.advance(STREAM, at(94)).thenTells();
    some.advance(STREAM, at(95))
        .thenTells(result(0, 1, ResultKind.FINAL, 2, 2, "p-1", "p-1"))
        .thenMissesNothing();
  }

  @Test
  void sealed_streams_tell_everything() {
    var given = view(viewers.givenPartitions(1), 10, "ann", "p-1");
    given = view(given, 70, "ann", "p-1");
    given = view(given, 71, "robot", "p-1");
    given
        .seal()
        .thenTells(
            result(0, 1, ResultKind.FINAL, 1, 1, "p-1"),
            result(60, 1, ResultKind.FINAL, 1, 1, "p-1"));
  }

  @Test
  void updates_tell_what_late_events_change() {
    var updates = ProjectionTest.of(VIEWERS.emit(Emit.UPDATES));
    var given = view(updates.givenPartitions(1), 10, "ann", "p-1");
    given = view(given, 66, "bob", "p-2");
    given = view(given, 11, "cid", "p-1");
    given
        .advance(STREAM, at(95))
        .thenTells(
            result(0, 1, ResultKind.ON_TIME, 1, 1, "p-1"),
            result(0, 2, ResultKind.FINAL, 2, 2, "p-1", "p-1"));
  }

  @Test
  void what_is_too_late_is_missed_and_not_lost() {
    var given = view(viewers.givenPartitions(1), 200, "ann", "p-1");
    given = view(given, 10, "bob", "p-1");
    assertThat(given.late())
        .containsExactly(
            new MissedEvent("p-1", at(0), at(60), at(10), new ProductViewed("bob", "p-1")));
    var missed = given;
    assertThatThrownBy(missed::thenMissesNothing)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("too late were")
        .hasMessageContaining("bob");
  }

  @Test
  void events_without_an_answer_are_rejected() {
    var given = view(viewers.givenNothing(), 10, "ann", "");
    assertThat(given.rejected()).hasSize(1).first().asString().contains("key");
  }

  @Test
  void a_wrong_expectation_fails_with_both() {
    var given = view(viewers.givenNothing(), 10, "ann", "p-1").seal();
    assertThatThrownBy(() -> given.thenTells(result(0, 1, ResultKind.FINAL, 7, 1, "p-1")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("count=7")
        .hasMessageContaining("count=1");
  }

  @Test
  void an_aggregate_that_depends_on_order_is_found_out() {
    var unfair =
        ProjectionTest.of(
            ProjectionType.of(
                "first-come",
                VIEWS,
                WindowSpec.tumbling(Duration.ofMinutes(1)),
                Lateness.of(Duration.ofSeconds(5)),
                Came.class,
                new FirstCome()));
    var given = unfair.givenNothing();
    for (int user = 0; user < 9; user++) {
      given = given.event(STREAM, "u" + user, at(user), new ProductViewed("u" + user, "p-1"));
    }
    var sealed = given.seal();
    assertThatThrownBy(sealed::results)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("first-come")
        .hasMessageContaining("depend on order");
  }

  @Test
  void a_filter_that_changes_its_mind_is_found_out() {
    AtomicLong asked = new AtomicLong();
    var fickle =
        ProjectionTest.of(
            ProjectionType.of(
                "fickle",
                VIEWS.when(view -> asked.incrementAndGet() % 7 != 0),
                WindowSpec.tumbling(Duration.ofMinutes(1)),
                Lateness.of(Duration.ofSeconds(5)),
                Came.class,
                Aggregates.both(
                    Aggregates.count(), Aggregates.count(), (one, other) -> new Came("" + one))));
    var given = fickle.givenNothing();
    for (int user = 0; user < 9; user++) {
      given = given.event(STREAM, "u" + user, at(user), new ProductViewed("u" + user, "p-1"));
    }
    var sealed = given.seal();
    assertThatThrownBy(sealed::results).hasMessageContaining("does not always tell the same");
  }

  @Test
  void what_is_no_projection_or_no_event_is_refused_in_words() {
    assertThatThrownBy(() ->
            ProjectionTest.of(
                new ProjectionType<>(
                    "Viewers",
                    VIEWERS.sources(),
                    VIEWERS.windows(),
                    VIEWERS.lateness(),
                    VIEWERS.emit(),
                    Viewers.class,
                    VIEWERS.aggregate(),
                    List.of(),
                    1)))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining("kebab case");
    assertThatThrownBy(() -> viewers.givenNothing().event("other", "k", at(0), "event"))
        .hasMessageContaining("reads no stream other");
    assertThatThrownBy(() -> viewers.givenNothing().event(STREAM, "k", at(0), "event"))
        .hasMessageContaining("but the event is event");
  }

  record Came(String user) {}

  /** Whoever is added first: no merge can know that. */
  private static final class FirstCome implements Aggregate<ProductViewed, String[], Came> {

    @Override
    public String[] zero() {
      return new String[] {""};
    }

    @Override
    public String[] add(String[] first, ProductViewed event, Occurrence at) {
      first[0] = first[0].isEmpty() ? event.user() : first[0];
      return first;
    }

    @Override
    public String[] merge(String[] first, String[] other) {
      first[0] = first[0].isEmpty() ? other[0] : first[0];
      return first;
    }

    @Override
    public Came result(String[] first) {
      return new Came(first[0]);
    }

    @Override
    public void write(String[] first, DataOutput out) throws IOException {
      out.writeUTF(first[0]);
    }

    @Override
    public String[] read(DataInput in) throws IOException {
      return new String[] {in.readUTF()};
    }
  }
}
