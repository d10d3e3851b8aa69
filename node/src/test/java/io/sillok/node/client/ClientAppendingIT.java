package io.sillok.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.client.SillokClient;
import io.sillok.client.append.AppendFailedException;
import io.sillok.client.append.AppendResult;
import io.sillok.client.append.AppendResult.Appended;
import io.sillok.client.append.AppendResult.Refused;
import io.sillok.client.append.AppendResults;
import io.sillok.client.event.From;
import io.sillok.client.event.NewEvent;
import io.sillok.client.event.Selection;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.stream.EventStream;
import io.sillok.node.client.PageViews.PageViewed;
import io.sillok.node.process.NodeLaunch;
import io.sillok.node.process.NodeProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Events that the client appends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientAppendingIT {

  private static final long SEED = 20_260_204;
  private static final int WRITERS = 4;
  private static final int APPENDS = 60;
  private static final int AT_ONCE = 5;

  @TempDir private static Path data;
  private NodeProcess node;
  private SillokClient client;

  @BeforeAll
  void start() {
    node = NodeLaunch.on(data).start();
    client = SillokClient.builder().nodes(URI.create(node.url())).source("shop").connect();
  }

  @AfterAll
  void stop() {
    client.close();
    node.close();
  }

  @Test
  void what_is_appended_is_read_as_it_was() {
    EventStream stream = declared("read-back");
    Instant before = Instant.now();
    PageViewed view =
        new PageViewed("p-1", Instant.parse("2026-01-31T12:00:00Z"), 7, Optional.of("search"));
    NewEvent event = NewEvent.of(view).id("e-1");
    AppendResults results = stream.append(event, PageViews.event("p-2", 1));
    assertThat(results.results()).hasSize(2).allMatch(AppendResult::inStream);
    assertThat(results.positions()).hasSize(1);
    List<StreamEvent> read = stream.read(From.START, Selection.ALL.key("p-1")).toList();
    assertThat(read)
        .singleElement()
        .satisfies(found -> {
          assertThat(found.as(PageViewed.class)).isEqualTo(view);
          assertThat(found.key()).contains("p-1");
          assertThat(found.source()).contains("shop");
          assertThat(found.id()).contains("e-1");
          assertThat(found.time()).isEqualTo(view.viewedAt());
          assertThat(found.appendedAt()).isAfterOrEqualTo(before.minusSeconds(1));
          assertThat(found.sequenceNumber()).isEmpty();
        });
    Appended first = (Appended) results.results().getFirst();
    assertThat(first)
        .isEqualTo(
            new Appended(
                false, read.getFirst().partition(), read.getFirst().offset(), Optional.of("p-1")));
  }

  @Test
  void the_same_event_again_is_a_duplicate_and_another_with_its_id_is_refused() {
    EventStream stream = declared("once");
    NewEvent event = PageViews.event("p-1", 1);
    Appended first = (Appended) stream.append(event).results().getFirst();
    Appended again = (Appended) stream.append(event).results().getFirst();
    assertThat(again).isEqualTo(new Appended(true, first.partition(), first.offset(), first.key()));
    NewEvent other = PageViews.event("p-1", 2).id(event.id());
    assertThatThrownBy(() -> stream.append(other))
        .isInstanceOfSatisfying(
            AppendFailedException.class,
            failure ->
                assertThat(failure.results().results())
                    .singleElement()
                    .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("id-reused")));
    assertThat(stream.read(From.START)).hasSize(1);
  }

  @Test
  void what_is_wrong_is_refused_by_name_and_all_else_is_appended_in_order() {
    EventStream stream = declared("some-wrong");
    List<NewEvent> events = new ArrayList<>(PageViews.events("p-1", 20));
    events.set(
        7, NewEvent.of(Map.of("productId", "p-1", "viewedAt", "2026-01-31", "seconds", "x")));
    events.set(11, NewEvent.of(Map.of("productId", "p-1")));
    AppendResults results = stream.tryAppend(events);
    assertThat(results.complete()).isFalse();
    for (int index = 0; index < events.size(); index++) {
      assertThat(results.results().get(index))
          .as("event %d", index)
          .isInstanceOf(index == 7 || index == 11 ? Refused.class : Appended.class);
    }
    assertThat(((Refused) results.results().get(7)).errors())
        .extracting(error -> error.pointer())
        .containsExactlyInAnyOrder("/data/viewedAt", "/data/seconds");
    assertThat(stream.read(From.START).map(event -> event.as(PageViewed.class).seconds()))
        .containsExactlyElementsOf(
            IntStream.range(0, 20).filter(number -> number != 7 && number != 11).boxed().toList());
  }

  @Test
  void a_list_that_consists_of_errors_only_is_refused_as_a_whole() {
    EventStream stream = declared("all-wrong");
    List<NewEvent> events = List.of(NewEvent.of(Map.of()), NewEvent.of(Map.of("a", 1)));
    assertThat(stream.tryAppend(events).results()).hasSize(2).allMatch(Refused.class::isInstance);
    assertThat(stream.read(From.START)).isEmpty();
  }

  @Test
  void an_attribute_that_is_wrong_refuses_its_own_event_only() {
    EventStream stream = declared("attributes");
    List<NewEvent> events =
        List.of(PageViews.event("p-1", 1).source(""), PageViews.event("p-1", 2));
    AppendResults results = stream.tryAppend(events);
    assertThat(results.results().get(0))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.errors())
                    .extracting(error -> error.pointer())
                    .containsExactly("/source"));
    assertThat(results.results().get(1).inStream()).isTrue();
  }

  @Test
  void more_than_a_request_holds_goes_in_several() {
    EventStream stream = declared("large");
    String referrer = "x".repeat(40_000);
    List<NewEvent> events =
        IntStream.range(0, 250)
            .mapToObj(number ->
                NewEvent.of(
                    new PageViewed(
                        "p-1", Instant.EPOCH.plusSeconds(number), number, Optional.of(referrer))))
            .toList();
    AppendResults results = stream.append(events);
    assertThat(results.positions()).as("10 MB in requests of 4 MiB").hasSize(3);
    assertThat(stream.read(From.START).map(event -> event.as(PageViewed.class).seconds()))
        .containsExactlyElementsOf(IntStream.range(0, 250).boxed().toList());
  }

  @Test
  void an_event_that_is_too_large_is_refused_and_the_others_are_not() {
    EventStream stream = declared("too-large");
    List<NewEvent> events = new ArrayList<>(PageViews.events("p-1", 3));
    for (int megabytes : List.of(2, 9)) {
      String referrer = "x".repeat(megabytes << 20);
      events.add(
          NewEvent.of(new PageViewed("p-1", Instant.EPOCH, megabytes, Optional.of(referrer))));
    }
    AppendResults results = stream.tryAppend(events);
    assertThat(results.results().subList(0, 3)).allMatch(AppendResult::inStream);
    assertThat(results.results().subList(3, 5))
        .allSatisfy(result -> assertThat(((Refused) result).code()).isEqualTo("event-too-large"));
    assertThat(stream.read(From.START)).hasSize(3);
  }

  @Test
  void a_stream_that_takes_no_events_says_so() {
    assertThatThrownBy(() -> client.stream("never-declared").append(PageViews.event("p-1", 1)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("unknown-stream"));
    EventStream stream = declared("retiring");
    stream.append(PageViews.event("p-1", 1));
    stream.retire();
    assertThat(stream.describe().retired()).isTrue();
    assertThatThrownBy(() -> stream.append(PageViews.event("p-1", 2)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("stream-retired"));
    assertThat(stream.read(From.START)).hasSize(1);
    stream.declare(PageViews.DECLARATION);
    stream.append(PageViews.event("p-1", 2));
    assertThat(stream.read(From.START)).hasSize(2);
  }

  @Test
  void nothing_is_appended_when_there_is_nothing() {
    assertThat(declared("nothing").append(List.of()).results()).isEmpty();
  }

  @Test
  void over_connections_that_break_every_event_is_appended_once_and_those_of_a_key_in_order()
      throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(node.url(), SEED);
        SillokClient brave = impatient(proxy);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      EventStream stream = brave.stream("cut");
      stream.declare(PageViews.DECLARATION);
      proxy.cutWithin(3_000);
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        String key = "p-" + writer;
        writers.add(threads.submit(() -> write(stream, key)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      assertThat(proxy.cuts()).as("cut connections").isGreaterThan(WRITERS * APPENDS / 20);
    }
    checkWritten(client.stream("cut"));
  }

  @Test
  void a_node_that_is_killed_and_comes_back_has_every_event_once(@TempDir Path elsewhere)
      throws Exception {
    try (NodeProcess first = NodeLaunch.on(elsewhere).start();
        CuttingProxy proxy = new CuttingProxy(first.url(), SEED);
        SillokClient brave = impatient(proxy);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      EventStream stream = brave.stream("killed");
      stream.declare(PageViews.DECLARATION);
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        String key = "p-" + writer;
        writers.add(threads.submit(() -> write(stream, key)));
      }
      Collector collector = new Collector(Long.MAX_VALUE);
      stream.live(From.START).subscribe(collector);
      collector.await(WRITERS * APPENDS * AT_ONCE / 4);
      first.kill();
      assertThat(writers).as("writers that the kill found at work").noneMatch(Future::isDone);
      try (NodeProcess second = NodeLaunch.on(elsewhere).start()) {
        proxy.to(second.url());
        for (Future<?> writer : writers) {
          writer.get();
        }
        checkWritten(stream);
        collector.await(WRITERS * APPENDS * AT_ONCE);
        assertThat(collector.events()).hasSize(WRITERS * APPENDS * AT_ONCE);
      }
    }
  }

  private static void write(EventStream stream, String key) {
    for (int append = 0; append < APPENDS; append++) {
      List<NewEvent> events = new ArrayList<>();
      for (int number = 0; number < AT_ONCE; number++) {
        events.add(PageViews.event(key, append * AT_ONCE + number));
      }
      assertThat(stream.append(events).results()).hasSize(AT_ONCE);
    }
  }

  private static void checkWritten(EventStream stream) {
    for (int writer = 0; writer < WRITERS; writer++) {
      assertThat(
              stream
                  .read(From.START, Selection.ALL.key("p-" + writer))
                  .map(event -> event.as(PageViewed.class).seconds()))
          .containsExactlyElementsOf(IntStream.range(0, APPENDS * AT_ONCE).boxed().toList());
    }
    assertThat(stream.read(From.START)).hasSize(WRITERS * APPENDS * AT_ONCE);
  }

  private EventStream declared(String name) {
    EventStream stream = client.stream(name);
    stream.declare(PageViews.DECLARATION);
    return stream;
  }

  private static SillokClient impatient(CuttingProxy proxy) {
    return SillokClient.builder()
        .nodes(proxy.address())
        .backoff(Duration.ofMillis(1), Duration.ofMillis(50))
        .connect();
  }
}
