package io.sillok.examples.storefront.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.examples.storefront.product.ProductCommand.Feature;
import io.sillok.protocol.projection.EntityCommand;
import io.sillok.protocol.window.ResultKind;
import io.sillok.testkit.GivenStreams;
import io.sillok.testkit.ProjectionTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ViewsTest {

  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

  private final ProjectionTest<ProductViewed, ProductViewers> viewers =
      ProjectionTest.of(ProductViewers.PROJECTION);
  private final ProjectionTest<ProductViewed, Visit> visits = ProjectionTest.of(Visit.PROJECTION);

  private final ProjectionTest<ProductViewed, Trending> trending =
      ProjectionTest.of(Trending.PROJECTION);

  private static <R> GivenStreams<ProductViewed, R> view(
      GivenStreams<ProductViewed, R> given, String visitor, String product, int second) {
    Instant at = TEN.plusSeconds(second);
    return given.event("product-viewed", visitor, at, new ProductViewed(visitor, product, at));
  }

  @Test
  void a_visitor_counts_once_in_each_hour_that_has_a_view_of_theirs() {
    var given = view(viewers.givenNothing(), "ann", "p-1", 10);
    given = view(given, "ann", "p-1", 20);
    given = view(given, "bob", "p-1", 70);
    var told =
        given.seal().results().stream()
            .filter(result -> result.kind() == ResultKind.FINAL)
            .toList();
    assertThat(told).as("windows of an hour that begin each minute").hasSize(61);
    assertThat(told.getFirst().values()).contains(new ProductViewers(1, true, 2));
    assertThat(told.get(30).values()).contains(new ProductViewers(2, true, 3));
    assertThat(told.getLast().values()).contains(new ProductViewers(1, true, 1));
  }

  @Test
  void a_visit_ends_when_nothing_was_viewed_for_half_a_minute() {
    var given = view(visits.givenNothing(), "ann", "p-1", 0);
    given = view(given, "ann", "p-2", 20);
    given = view(given, "ann", "p-3", 80);
    assertThat(
            given.seal().results().stream()
                .filter(result -> result.kind() == ResultKind.FINAL)
                .map(result -> result.values().orElseThrow()))
        .containsExactly(new Visit(List.of("p-1", "p-2"), 2), new Visit(List.of("p-3"), 1));
  }

  @Test
  void a_view_that_was_held_back_joins_two_visits_into_one() {
    var given = view(visits.givenPartitions(1), "ann", "p-1", 0);
    given = view(given, "ann", "p-3", 40);
    given = view(given, "ann", "p-4", 100);
    given = view(given, "ann", "p-2", 20);
    var told = given.seal().results();
    assertThat(told).filteredOn(result -> result.kind() == ResultKind.RETRACT).hasSize(2);
    assertThat(told)
        .filteredOn(result -> result.kind() == ResultKind.FINAL)
        .first()
        .satisfies(result ->
            assertThat(result.values()).contains(new Visit(List.of("p-1", "p-2", "p-3"), 3)));
  }

  @Test
  void a_product_that_a_hundred_have_looked_at_is_featured() {
    var given = trending.givenNothing();
    for (int number = 0; number < 100; number++) {
      given = view(given, "v-" + number, "p-1", number);
      given = view(given, "v-" + number % 99, "p-2", number);
    }
    assertThat(given.seal().commands("feature"))
        .containsExactly(
            new EntityCommand<>("p-1", new Feature(100, TEN.plus(Duration.ofMinutes(5)))));
  }
}
