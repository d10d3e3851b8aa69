package io.sillok.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.client.SillokClient;
import io.sillok.client.event.From;
import io.sillok.client.event.Selection;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.stream.EventKind;
import io.sillok.client.stream.EventStream;
import io.sillok.client.stream.StreamDeclaration;
import io.sillok.client.stream.StreamDescription;
import io.sillok.client.stream.StreamTime;
import io.sillok.node.client.PageViews.PageViewed;
import io.sillok.node.process.NodeLaunch;
import io.sillok.node.process.NodeProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Streams that the client declares and filters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientStreamsIT {

  @TempDir private static Path data;
  private NodeProcess node;
  private SillokClient client;

  @BeforeAll
  void start() {
    node = NodeLaunch.on(data).start();
    client = SillokClient.connect(URI.create(node.url()));
  }

  @AfterAll
  void stop() {
    client.close();
    node.close();
  }

  @Test
  void a_declaration_is_answered_with_what_the_stream_is() {
    EventStream stream = client.stream("declared");
    StreamDescription declared =
        stream.declare(PageViews.DECLARATION.retention(Duration.ofDays(30)));
    assertThat(declared.name()).isEqualTo("declared");
    assertThat(declared.kind()).isEqualTo(EventKind.KEYED);
    assertThat(declared.declaredBy()).isEqualTo("http");
    assertThat(declared.key()).contains("productId");
    assertThat(declared.eventTime()).contains("viewedAt");
    assertThat(declared.retention()).contains(Duration.ofDays(30));
    assertThat(declared.version()).hasValue(1);
    assertThat(stream.describe()).isEqualTo(declared);
    assertThat(client.streams()).extracting(EventStream::name).contains("declared");
  }

  @Test
  void event_time_is_moved_on_and_sealed() {
    EventStream stream = client.stream("timed");
    stream.declare(PageViews.DECLARATION);
    stream.append(PageViews.events("p-1", 3));
    Instant time = Instant.parse("2999-03-01T10:00:00Z");
    StreamTime advanced = stream.advanceTo(time);
    assertThat(advanced.eventTime()).isEqualTo(time);
    assertThat(advanced.sealed()).isFalse();
    assertThat(advanced.advanced()).isPositive();
    assertThat(advanced.alreadyThere()).isZero();
    assertThat(stream.advanceTo(time))
        .isEqualTo(new StreamTime(time, false, 0, advanced.advanced()));

    assertThat(stream.seal().sealed()).isTrue();
    assertThat(stream.seal().advanced()).isZero();
    stream.append(PageViews.events("p-2", 2));
    assertThat(stream.read(From.START)).hasSize(5);
  }

  @Test
  void a_live_stream_is_not_moved_too_far_ahead() {
    EventStream stream = client.stream("lively");
    stream.declare(PageViews.DECLARATION.live(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    assertThatThrownBy(() -> stream.advanceTo(Instant.parse("2999-03-01T10:00:00Z")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("invalid-time");
              assertThat(problem.detail()).contains("PT1M");
            });
  }

  @Test
  void what_a_declaration_would_do_is_told_without_doing_it() {
    EventStream stream = client.stream("tried");
    assertThat(stream.check(PageViews.DECLARATION).kind()).isEqualTo(EventKind.KEYED);
    assertThatThrownBy(stream::describe)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("unknown-stream"));
  }

  @Test
  void a_declaration_that_breaks_the_rules_names_rule_and_place() {
    StreamDeclaration money =
        StreamDeclaration.unkeyed(
            """
            {"type": "record", "name": "ItemPaid", "fields": [{"name": "amount", "type": "double"}]}
            """);
    assertThatThrownBy(() -> client.stream("item-paid").declare(money))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("event-design");
              assertThat(problem.errors())
                  .anySatisfy(error -> {
                    assertThat(error.code()).isEqualTo("no-floating-money");
                    assertThat(error.pointer()).startsWith("/schema/fields/0");
                  });
            });
  }

  @Test
  void a_schema_that_is_no_json_is_refused_before_it_is_sent() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StreamDeclaration.entity("{\"type\":"))
        .withMessageContaining("Avro record");
  }

  @Test
  void another_kind_is_refused() {
    EventStream stream = client.stream("kept");
    stream.declare(PageViews.DECLARATION);
    StreamDeclaration other =
        new StreamDeclaration(
            EventKind.UNKEYED,
            PageViews.DECLARATION.schema(),
            PageViews.DECLARATION.key(),
            PageViews.DECLARATION.eventTime(),
            PageViews.DECLARATION.retention(),
            PageViews.DECLARATION.compatibility());
    assertThatThrownBy(() -> stream.declare(other)).isInstanceOf(ProblemException.class);
    assertThat(stream.describe().kind()).isEqualTo(EventKind.KEYED);
  }

  @Test
  void only_events_that_pass_a_filter_are_read_and_followed() {
    EventStream stream = client.stream("filtered");
    stream.declare(PageViews.DECLARATION);
    stream.append(PageViews.events("p-1", 30));
    Selection late = Selection.ALL.filter("data.seconds >= 20 && key == 'p-1'");
    assertThat(stream.read(From.START, late).map(event -> event.as(PageViewed.class).seconds()))
        .containsExactly(20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
    assertThat(stream.page(From.START, late.limit(3)).events()).hasSize(3);
    Collector collector = new Collector(Long.MAX_VALUE);
    stream.live(From.START, late).subscribe(collector);
    collector.await(10);
    stream.append(PageViews.event("p-1", 5), PageViews.event("p-1", 50));
    collector.await(11);
    assertThat(collector.events().getLast().as(PageViewed.class).seconds()).isEqualTo(50);
    assertThat(collector.events()).hasSize(11);
  }

  @Test
  void a_filter_that_has_no_answer_for_an_event_ends_the_reading_with_a_problem() {
    EventStream stream = client.stream("undecided");
    stream.declare(PageViews.DECLARATION);
    stream.append(PageViews.events("p-1", 3));
    Selection undecided = Selection.ALL.filter("1 / (data.seconds - 1) < 10");
    assertThatThrownBy(() -> stream.read(From.START, undecided).toList())
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("filter-failed"));
    Collector collector = new Collector(Long.MAX_VALUE);
    stream.live(From.START, undecided).subscribe(collector);
    assertThat(collector.awaitEnd()).isEqualTo("error");
    assertThat(collector.failure())
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("filter-failed"));
    assertThat(collector.events()).hasSize(1);
  }

  @Test
  void a_filter_that_is_none_is_refused_at_once() {
    EventStream stream = client.stream("no-filter");
    stream.declare(PageViews.DECLARATION);
    assertThatThrownBy(
            () -> stream.read(From.START, Selection.ALL.filter("data.second > 1")).toList())
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("invalid-filter"));
  }
}
