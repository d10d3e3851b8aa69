package io.sillok.examples.storefront.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.examples.storefront.cart.CartEvent.ItemAdded;
import io.sillok.protocol.projection.ProjectionResult;
import io.sillok.protocol.window.ResultKind;
import io.sillok.testkit.ProjectionTest;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InterestTest {

  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

  @Test
  void streams_are_brought_together_by_what_their_events_are_about() {
    ProjectionTest.of(Interest.PER_HOUR)
        .givenNothing()
        .event("product-viewed", "ann", TEN, new ProductViewed("ann", "p-1", TEN))
        .event(
            "cart.item-added", "c-1", TEN.plusSeconds(9), new ItemAdded("p-1", 3, Optional.empty()))
        .seal()
        .thenMissesNothing()
        .thenTells(
            new ProjectionResult<>(
                "p-1",
                TEN,
                TEN.plusSeconds(3600),
                1,
                ResultKind.FINAL,
                2,
                Optional.of(new Interest(1, 3))));
  }

  @Test
  void a_key_may_be_made_of_several_fields() {
    assertThat(
            ProjectionTest.of(Interest.BY_VISITOR_AND_PRODUCT)
                .givenNothing()
                .event("product-viewed", "ann", TEN, new ProductViewed("ann", "p-1", TEN))
                .seal()
                .results())
        .as("windows that end at 11:00, 12:00, and so on until the day is over")
        .hasSize(14)
        .allMatch(result -> result.key().equals("ann|p-1") && result.count() == 1);
  }
}
