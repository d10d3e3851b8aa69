package io.sillok.examples.storefront.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/projections.md shows of projections and their tests is compiled, and runs. */
class ViewsDocumentationTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "projections.md");
  private static final Path PACKAGE =
      Path.of("java", "io", "sillok", "examples", "storefront", "views");

  @Test
  void the_document_shows_the_projection_that_is_compiled() throws IOException {
    String source = read("main", "ProductViewers.java");
    assertShown(source.substring(source.indexOf("public record")));
  }

  @Test
  void the_document_shows_the_lateness_that_is_compiled() throws IOException {
    String source = read("main", "Views.java");
    assertShown(indented(between(source, "  static final ProjectionSource", "  private Views()")));
  }

  @Test
  void the_document_shows_the_downstream_that_is_compiled() throws IOException {
    String source = read("main", "Trending.java");
    assertShown(
        indented(
            source.substring(source.indexOf("  public static final"), source.lastIndexOf('}'))));
  }

  @Test
  void the_document_shows_several_streams_and_fields_that_are_compiled() throws IOException {
    String source = read("test", "Interest.java");
    assertShown(
        indented(
            between(
                source,
                "  static final ProjectionType<Interest",
                "  static final ProjectionType<ProductViewed")));
    assertShown(
        indented(
            between(
                source,
                "          ProjectionSource.of(\"product-viewed\", ProductViewed.class)\n              .keyedBy(view",
                "          WindowSpec.cumulative")));
  }

  @Test
  void the_document_shows_a_test_that_runs() throws IOException {
    String source = read("test", "ViewsTest.java");
    int name = source.indexOf("a_visit_ends_when_nothing");
    int end = source.indexOf("\n  }\n", name) + 5;
    assertThat(name).isPositive();
    assertShown(indented(source.substring(source.lastIndexOf("  @Test", name), end)));
    assertShown(indented(between(source, "  private static <R> GivenStreams", "\n  @Test")));
  }

  @Test
  void the_guide_to_modules_shows_how_the_storefront_names_its_projections() throws IOException {
    String source =
        Files.readString(
            Path.of("src", "main").resolve(PACKAGE.getParent()).resolve("Storefront.java"));
    String shown = source.substring(source.lastIndexOf("  @Override"), source.lastIndexOf('}'));
    assertThat(shown).contains("projections()");
    assertThat(Files.readString(DOCUMENT.resolveSibling("modules.md")))
        .contains("```java\n" + shown + "```");
  }

  private static String between(String source, String first, String behind) {
    int start = source.indexOf(first);
    int end = source.indexOf(behind, start);
    assertThat(start).as(first).isNotNegative();
    assertThat(end).as(behind).isPositive();
    return source.substring(start, end);
  }

  /** With as much less before each line as there is before the first. */
  private static String indented(String source) {
    int spaces = source.length() - source.stripLeading().length();
    return source
        .stripTrailing()
        .lines()
        .map(line -> line.substring(Math.min(spaces, line.length())))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static void assertShown(String code) throws IOException {
    assertThat(Files.readString(DOCUMENT)).contains(code.stripTrailing());
  }

  private static String read(String part, String file) throws IOException {
    return Files.readString(Path.of("src", part).resolve(PACKAGE).resolve(file));
  }
}
