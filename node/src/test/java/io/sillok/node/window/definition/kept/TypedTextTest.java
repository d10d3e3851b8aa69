package io.sillok.node.window.definition.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.schema.ProjectionModel;
import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.aggregate.Aggregates;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TypedTextTest {

  record Viewed(String page) {}

  record Views(long number) {}

  record OtherViews(long number, String more) {}

  private static final ProjectionSource<Viewed, Viewed> PAGES =
      ProjectionSource.of("page-viewed", Viewed.class);
  private static final WindowSpec MINUTES = WindowSpec.tumbling(Duration.ofMinutes(1));
  private static final Lateness SECONDS = Lateness.of(Duration.ofSeconds(10));

  @Test
  void a_text_says_what_a_projection_is() {
    assertThat(TypedText.of(ProjectionModel.of(views(PAGES, MINUTES, SECONDS))))
        .startsWith(
            "{\"sources\":[{\"stream\":\"page-viewed\",\"key\":\"stream\"}],\"window\":{\"kind\":\"tumbling\",\"size\":\"PT1M\"")
        .contains("\"outOfOrderness\":\"PT10S\"")
        .endsWith("\"revision\":1}");
  }

  @Test
  void what_is_made_anew_in_another_way_has_another_text() {
    String text = text(views(PAGES, MINUTES, SECONDS));
    assertThat(text(views(PAGES, MINUTES, SECONDS))).isEqualTo(text);
    assertThat(text(views(PAGES.when(viewed -> true), MINUTES, SECONDS))).isEqualTo(text);
    assertThat(text(views(ProjectionSource.of("seen", Viewed.class), MINUTES, SECONDS)))
        .isNotEqualTo(text);
    assertThat(text(views(PAGES.keyedBy(Viewed::page), MINUTES, SECONDS))).isNotEqualTo(text);
    assertThat(text(views(PAGES, WindowSpec.tumbling(Duration.ofMinutes(2)), SECONDS)))
        .isNotEqualTo(text);
    assertThat(text(views(PAGES, MINUTES, SECONDS.allowing(Duration.ofSeconds(1)))))
        .isNotEqualTo(text);
    assertThat(text(views(PAGES, MINUTES, SECONDS).emit(Emit.UPDATES))).isNotEqualTo(text);
    assertThat(text(views(PAGES, MINUTES, SECONDS).revision(2))).isNotEqualTo(text);
    assertThat(
            text(
                ProjectionType.of(
                    "views",
                    PAGES,
                    MINUTES,
                    SECONDS,
                    OtherViews.class,
                    Aggregates.both(
                        Aggregates.count(),
                        Aggregates.count(),
                        (one, other) -> new OtherViews(one, "")))))
        .isNotEqualTo(text);
  }

  record Page(String title) {}

  @Test
  void what_looks_up_another_table_or_otherwise_has_another_text() {
    String text = text(views(PAGES, MINUTES, SECONDS));
    String enriched = text(views(titled("page", 5), MINUTES, SECONDS));
    assertThat(enriched)
        .contains(
            "{\"stream\":\"page-viewed\",\"key\":\"stream\",\"lookup\":{\"stream\":\"page\",\"outOfOrderness\":\"PT5S\"}}")
        .isNotEqualTo(text)
        .isEqualTo(text(views(titled("page", 5), MINUTES, SECONDS)));
    assertThat(text(views(titled("article", 5), MINUTES, SECONDS))).isNotEqualTo(enriched);
    assertThat(text(views(titled("page", 6), MINUTES, SECONDS))).isNotEqualTo(enriched);
  }

  private static ProjectionSource<Viewed, Viewed> titled(String table, int seconds) {
    return PAGES.with(
        table,
        Page.class,
        Viewed::page,
        Duration.ofSeconds(seconds),
        (viewed, page) -> new Viewed(page.map(Page::title).orElse("")));
  }

  private static String text(ProjectionType<?, ?> type) {
    return TypedText.of(ProjectionModel.of(type));
  }

  private static ProjectionType<Viewed, Views> views(
      ProjectionSource<Viewed, Viewed> source, WindowSpec windows, Lateness lateness) {
    return ProjectionType.of(
        "views",
        source,
        windows,
        lateness,
        Views.class,
        Aggregates.both(Aggregates.count(), Aggregates.count(), (one, other) -> new Views(one)));
  }
}
