package io.sillok.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventDefinitionTest {

  record PageViewed(String productId, Instant viewedAt) {}

  sealed interface Viewed {
    record Twice(int count) implements Viewed {}
  }

  @Test
  void a_stream_is_declared_by_its_record_kind_key_and_time() {
    assertThat(EventDefinition.unkeyed("page-viewed", PageViewed.class))
        .isEqualTo(definition(EventKind.UNKEYED, null));
    assertThat(EventDefinition.keyed("page-viewed", PageViewed.class, "productId"))
        .isEqualTo(definition(EventKind.KEYED, "productId"));
    assertThat(EventDefinition.keyed("page-viewed", PageViewed.class))
        .isEqualTo(definition(EventKind.KEYED, null));
    assertThat(EventDefinition.entity("page-viewed", PageViewed.class, "productId"))
        .isEqualTo(definition(EventKind.ENTITY, "productId"));
    assertThat(EventDefinition.entity("page-viewed", PageViewed.class))
        .isEqualTo(definition(EventKind.ENTITY, null));
    assertThat(
            EventDefinition.keyed("page-viewed", PageViewed.class, "productId")
                .at("viewedAt")
                .retainedFor(Duration.ofDays(30)))
        .isEqualTo(
            new EventDefinition<>(
                "page-viewed",
                PageViewed.class,
                EventKind.KEYED,
                Optional.of("productId"),
                Optional.of("viewedAt"),
                Optional.of(Duration.ofDays(30))));
  }

  @Test
  void a_name_is_short_kebab_case_without_a_dot() {
    String longest = "a".repeat(60);
    assertThat(EventDefinition.unkeyed(longest, PageViewed.class).stream()).isEqualTo(longest);
    assertThat(EventDefinition.unkeyed("a1-b2", PageViewed.class).stream()).isEqualTo("a1-b2");
    for (String name :
        List.of(
            "",
            "PageViewed",
            "page_viewed",
            "page-",
            "-page",
            "1page",
            "a--b",
            "pagé",
            longest + "a",
            "cart.item-added")) {
      refused(
          () -> EventDefinition.unkeyed(name, PageViewed.class),
          "Stream '%s' has a name that is not kebab case of up to 60 characters; name it like page-viewed, without a dot"
              .formatted(name));
    }
  }

  @Test
  void what_contradicts_itself_is_refused() {
    refused(
        () -> EventDefinition.unkeyed("viewed", Viewed.class),
        "Stream viewed has events of io.sillok.protocol.event.EventDefinitionTest$Viewed, which is no record; give it the record of its one event");
    refused(
        () -> definition(EventKind.UNKEYED, "productId"),
        "Stream page-viewed is unkeyed, but its key is 'productId'; leave it out, or declare a keyed stream");
    refused(
        () ->
            EventDefinition.unkeyed("viewed", PageViewed.class).retainedFor(Duration.ofSeconds(59)),
        "Stream viewed is retained for PT59S, but that must be at least PT1M");
    refused(
        () -> EventDefinition.unkeyed("viewed", PageViewed.class).retainedFor(Duration.ofDays(-1)),
        "Stream viewed is retained for PT-24H, but that must be at least PT1M");
  }

  @Test
  void a_live_stream_says_how_far_it_is_behind_the_clock_and_what_is_ahead() {
    EventDefinition<PageViewed> live =
        EventDefinition.unkeyed("viewed", PageViewed.class)
            .live(Duration.ofSeconds(5))
            .retainedFor(Duration.ofDays(1));
    assertThat(live.clock()).contains(new LiveClock(Duration.ofSeconds(5), Duration.ofHours(1)));
    assertThat(live.live(Duration.ZERO, Duration.ofMinutes(1)).clock())
        .contains(new LiveClock(Duration.ZERO, Duration.ofMinutes(1)));
    assertThat(EventDefinition.unkeyed("viewed", PageViewed.class).clock()).isEmpty();
  }

  @Test
  void a_delay_that_cannot_be_is_refused() {
    EventDefinition<PageViewed> viewed = EventDefinition.unkeyed("viewed", PageViewed.class);
    refused(
        () -> viewed.live(Duration.ofSeconds(-5)),
        "The delay of a live stream must be from PT0S to PT876000H, but is PT-5S");
    refused(
        () -> viewed.live(Duration.ZERO, Duration.ofDays(36_501)),
        "The mostAhead of a live stream must be from PT0S to PT876000H, but is PT876024H");
  }

  private static EventDefinition<PageViewed> definition(EventKind kind, @Nullable String key) {
    return new EventDefinition<>(
        "page-viewed",
        PageViewed.class,
        kind,
        Optional.ofNullable(key),
        Optional.empty(),
        Optional.empty());
  }

  private static void refused(Runnable declaring, String message) {
    assertThatThrownBy(declaring::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
