package io.sillok.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sillok.client.SillokClient;
import io.sillok.client.event.From;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.failure.FieldError;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.projection.DeclaredProjection;
import io.sillok.client.projection.LateEvent;
import io.sillok.client.projection.Projection;
import io.sillok.client.projection.ProjectionDeclaration;
import io.sillok.client.projection.ProjectionDescription;
import io.sillok.client.projection.ProjectionVerification;
import io.sillok.client.projection.RejectedEvent;
import io.sillok.client.projection.ResultKind;
import io.sillok.client.projection.WindowResult;
import io.sillok.client.projection.Windows;
import io.sillok.client.stream.EventStream;
import io.sillok.client.stream.Following;
import io.sillok.node.process.NodeLaunch;
import io.sillok.node.process.NodeProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Projections that the client declares and asks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientProjectionsIT {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant ONE_PAST = NOON.plusSeconds(60);
  private static final Instant TWO_PAST = NOON.plusSeconds(120);

  @TempDir private static Path data;
  private NodeProcess node;
  private SillokClient client;

  record Viewed(long views, long seconds) {}

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
  void what_is_done_with_results_is_described() {
    Eventually.holds(
        () ->
            client.projection("trending-products").describe().downstream().stream()
                .anyMatch(each ->
                    each.name().equals("feature")
                        && each.queue().equals(Optional.of("downstream-feature"))
                        && each.waiting() == 0),
        () -> client.projection("trending-products").describe());
  }

  @Test
  void what_would_become_of_a_declaration_is_told_before_it_is_made() {
    declaredStream("tried");
    Projection projection = client.projection("tried-per-minute");
    DeclaredProjection tried = projection.check(perMinute("tried", ""));
    assertThat(tried.version()).isEqualTo(1);
    assertThat(tried.streams().results()).isEqualTo("projection-tried-per-minute");
    assertThatThrownBy(projection::describe)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("unknown-projection"));
    DeclaredProjection declared = projection.declare(perMinute("tried", ""));
    assertThat(declared).isEqualTo(tried);
    assertThat(projection.declare(perMinute("tried", ""))).isEqualTo(declared);
  }

  @Test
  void all_that_is_wrong_with_a_declaration_is_told_with_its_place() {
    declaredStream("wrong");
    ProjectionDeclaration wrong =
        ProjectionDeclaration.of(
            """
            {"stream": "wrong", "window": {"kind": "hopping", "size": "PT1M", "slide": "PT1H"},
             "outOfOrderness": "PT0S", "allowedLateness": "soon",
             "aggregates": {"views": {"function": "count"}}}
            """);
    assertThatThrownBy(() -> client.projection("wrong-per-minute").declare(wrong))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem ->
                assertThat(problem.errors())
                    .extracting(FieldError::pointer)
                    .contains("/window/slide", "/allowedLateness"));
    assertThatThrownBy(() -> ProjectionDeclaration.of("{"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void it_is_described_with_where_it_is_and_what_became_of_events() {
    EventStream stream = declaredStream("described");
    Projection projection = declared("described-per-minute", "described", "data.seconds != 7");
    stream.append(PageViews.event("p-1", 5), PageViews.event("p-2", 6), PageViews.event("p-2", 7));
    stream.advanceTo(TWO_PAST);
    stream.append(PageViews.event("p-1", 8));
    Eventually.holds(
        () -> projection.describe().late() == 1 && projection.describe().results() == 2,
        projection::describe);
    ProjectionDescription described = projection.describe();
    assertThat(described.name()).isEqualTo("described-per-minute");
    assertThat(described.module()).isEmpty();
    assertThat(described.version()).isEqualTo(1);
    assertThat(described.sources()).containsExactly("described");
    assertThat(described.declaration().orElseThrow().path("filter").asText())
        .isEqualTo("data.seconds != 7");
    assertThat(described.windowing().orElseThrow().window().path("size").asText())
        .isEqualTo("PT1M");
    assertThat(described.windowing().orElseThrow().outOfOrderness()).isEqualTo(Duration.ZERO);
    assertThat(described.watermark()).contains(TWO_PAST);
    assertThat(described.sealed()).isFalse();
    assertThat(described.lag()).isZero();
    assertThat(described.results()).isEqualTo(2);
    assertThat(described.events()).isEqualTo(new ProjectionDescription.Events(4, 1, 0));
    assertThat(described.pairs()).isEqualTo(new ProjectionDescription.Pairs(3, 2, 1));
    assertThat(described.trouble()).isEmpty();
    assertThat(described.next()).isEmpty();
    assertThat(described.shards())
        .isNotEmpty()
        .allSatisfy(shard -> assertThat(shard.trouble()).isEmpty())
        .allSatisfy(shard -> assertThat(shard.watermark()).contains(TWO_PAST));
    assertThat(described.shards().stream().mapToLong(ProjectionDescription.Shard::results).sum())
        .isEqualTo(2);
    assertThat(client.projections())
        .extracting(Projection::name)
        .contains("described-per-minute", "product-viewers");
  }

  @Test
  void a_module_has_its_projections_and_keeps_them() {
    Projection viewers = client.projection("product-viewers");
    assertThat(viewers.describe().module()).contains("storefront");
    assertThat(viewers.describe().declaration()).isEmpty();
    assertRefused(viewers::delete, "projection-of-module");
  }

  @Test
  void windows_are_found_by_key_and_time_across_pages() {
    EventStream stream = declaredStream("asked");
    Projection projection = declared("asked-per-minute", "asked", "");
    List<String> keys =
        IntStream.range(0, 700).mapToObj(number -> "p/%03d".formatted(number)).toList();
    stream.append(keys.stream().map(key -> PageViews.event(key, 3)).toList());
    stream.append(PageViews.event("p/007", 4));
    Eventually.holds(() -> projection.describe().events().read() == 701, projection::describe);
    assertThat(projection.windows()).isEmpty();
    assertThat(projection.windows(Windows.ALL.to(ONE_PAST).open()))
        .allMatch(window -> window.kind() == ResultKind.PREVIEW && !window.isFinal())
        .extracting(WindowResult::key)
        .isEqualTo(keys);

    assertThat(projection.windows(Windows.ALL.from(ONE_PAST).open())).isEmpty();

    stream.append(PageViews.event("p/007", 61));
    stream.seal();
    Eventually.holds(() -> projection.windows().count() == 701, projection::describe);
    assertThat(projection.windows(Windows.ALL.open())).isEmpty();
    assertThat(projection.windows(Windows.ALL.to(ONE_PAST)))
        .extracting(WindowResult::key)
        .isEqualTo(keys);
    assertThat(projection.windows(Windows.ALL.from(ONE_PAST)))
        .singleElement()
        .satisfies(window -> {
          assertThat(window.key()).isEqualTo("p/007");
          assertThat(window.start()).contains(ONE_PAST);
          assertThat(window.end()).contains(TWO_PAST);
        });
    assertThat(projection.windows(Windows.ALL.key("p/007")))
        .allMatch(WindowResult::isFinal)
        .extracting(window -> window.as(Viewed.class))
        .containsExactly(new Viewed(2, 7), new Viewed(1, 61));
  }

  @Test
  void the_windows_with_the_largest_values_come_first() {
    EventStream stream = declaredStream("ranked");
    Projection projection = declared("ranked-per-minute", "ranked", "");
    for (int product = 0; product < 30; product++) {
      stream.append(PageViews.events("p-" + product, product + 1));
    }
    stream.append(PageViews.event("p-3", 90));
    stream.advanceTo(ONE_PAST);
    Eventually.holds(() -> projection.windows().count() == 30, projection::describe);
    assertThat(projection.top(2, "views"))
        .extracting(WindowResult::key)
        .containsExactly("p-29", "p-28");
    assertThat(projection.top(1, "count", Windows.ALL.key("p-7")))
        .extracting(WindowResult::count)
        .containsExactly(8L);
    assertThat(projection.top(100, "seconds", Windows.ALL.from(ONE_PAST))).isEmpty();
    assertThat(projection.top(100, "seconds", Windows.ALL.from(ONE_PAST).open()))
        .singleElement()
        .satisfies(window -> {
          assertThat(window.as(Viewed.class)).isEqualTo(new Viewed(1, 90));
          assertThat(window.isFinal()).isFalse();
        });
    assertRefused(() -> projection.top(10, "visitors"), "invalid-parameter");
    assertRefused(() -> projection.top(0, "views"), "invalid-parameter");
  }

  @Test
  void results_and_what_is_in_no_window_come_live() throws Exception {
    EventStream stream = declaredStream("followed");
    Projection projection = client.projection("followed-per-minute");
    projection.declare(perMinute("followed", ", \"key\": \"string(100 / data.seconds)\""));
    Collector results = new Collector(10);
    projection.results().live(From.START).subscribe(results);
    List<WindowResult> handled = Collections.synchronizedList(new ArrayList<>());
    Following following =
        projection.results().follow(From.START, event -> handled.add(WindowResult.of(event)));
    stream.append(PageViews.event("p-1", 50), PageViews.event("p-2", 49));
    stream.append(PageViews.event("p-1", 0));
    stream.advanceTo(ONE_PAST);
    results.await(1);
    assertThat(WindowResult.of(results.events().getFirst()).as(Viewed.class))
        .isEqualTo(new Viewed(2, 99));
    stream.append(PageViews.event("p-1", 5), PageViews.event("p-1", 100));
    stream.seal();
    results.await(2);
    Eventually.holds(() -> handled.size() == 2, () -> handled);
    following.close();
    assertThat(handled)
        .extracting(WindowResult::key, WindowResult::isFinal)
        .containsExactly(tuple("2", true), tuple("1", true));
    results.events().forEach(event -> assertThat(handled).contains(WindowResult.of(event)));
    Eventually.holds(() -> projection.describe().rejected() == 1, projection::describe);
    Eventually.holds(() -> projection.rejected().read(From.START).count() == 1, () -> "rejected");
    assertThat(projection.rejected().read(From.START).map(RejectedEvent::of))
        .singleElement()
        .satisfies(rejected -> {
          assertThat(rejected.stream()).isEqualTo("followed");
          assertThat(rejected.reason()).isNotEmpty();
          assertThat(at(stream, rejected.partition(), rejected.offset()).key()).contains("p-1");
        });
    Eventually.holds(() -> projection.late().read(From.START).count() == 1, () -> "late");
    assertThat(projection.late().read(From.START).map(LateEvent::of))
        .singleElement()
        .satisfies(late -> {
          assertThat(late.key()).isEqualTo("20");
          assertThat(late.end()).contains(ONE_PAST);
          assertThat(late.time()).isEqualTo(NOON.plusSeconds(5));
          assertThat(late.clock()).contains(ONE_PAST);
        });
    results.subscription().cancel();
  }

  private static StreamEvent at(EventStream stream, int partition, long offset) {
    return stream
        .read(From.START)
        .filter(event -> event.partition() == partition && event.offset() == offset)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_was_told_is_what_follows_from_the_logs() {
    EventStream stream = declaredStream("verified");
    Projection projection = declared("verified-per-minute", "verified", "");
    stream.append(PageViews.events("p-1", 300));
    stream.seal();
    Eventually.holds(() -> projection.windows().count() == 5, projection::describe);
    ProjectionVerification verification = projection.verify(Duration.ofMinutes(1));
    assertThat(verification.equal()).isTrue();
    assertThat(verification.results()).isEqualTo(5);
    assertThat(verification.late()).isZero().isEqualTo(verification.lateRebuilt());
    assertThat(verification.digest()).hasSize(64).isEqualTo(verification.rebuilt());
    assertThat(projection.verify()).isEqualTo(verification);
    assertRefused(() -> client.projection("unheard-of").verify(), "unknown-projection");
  }

  @Test
  void one_that_was_deleted_runs_no_more_and_its_results_stay() {
    EventStream stream = declaredStream("deleted");
    Projection projection = declared("deleted-per-minute", "deleted", "");
    stream.append(PageViews.event("p-1", 1));
    stream.advanceTo(ONE_PAST);
    EventStream results = projection.results();
    Eventually.holds(() -> results.read(From.START).count() == 1, projection::describe);
    projection.delete();
    assertRefused(projection::describe, "unknown-projection");
    assertRefused(() -> projection.windows().toList(), "unknown-projection");
    projection.delete(); // as a call that is repeated does
    assertRefused(() -> client.projection("unheard-of").delete(), "unknown-projection");
    assertThat(results.read(From.START)).hasSize(1);
  }

  private static void assertRefused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }

  private EventStream declaredStream(String name) {
    EventStream stream = client.stream(name);
    stream.declare(PageViews.DECLARATION);
    return stream;
  }

  private Projection declared(String name, String stream, String filter) {
    Projection projection = client.projection(name);
    projection.declare(
        perMinute(stream, filter.isEmpty() ? "" : ", \"filter\": \"%s\"".formatted(filter)));
    return projection;
  }

  private static ProjectionDeclaration perMinute(String stream, String more) {
    return ProjectionDeclaration.of(
        """
        {"stream": "%s", "window": {"kind": "tumbling", "size": "PT1M"},
         "outOfOrderness": "PT0S", "allowedLateness": "PT0S",
         "aggregates": {"views": {"function": "count"},
                        "seconds": {"function": "sum", "field": "seconds"}}%s}
        """
            .formatted(stream, more));
  }
}
