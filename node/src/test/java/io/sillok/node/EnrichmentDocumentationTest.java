package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/projections.md shows of enrichment is compiled, and declared by a test. */
final class EnrichmentDocumentationTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "projections.md");
  private static final Path MODULE =
      Path.of("src", "test", "java", "io", "sillok", "node", "orders", "OrdersModule.java");

  @Test
  void the_document_shows_the_projection_that_is_compiled() throws IOException {
    String source = Files.readString(MODULE);
    assertShown(source, "  /** An order with the tier", "  /** How much");
    assertShown(source, "  private static final ProjectionSource", "  /** Of each tier");
    assertShown(source, "  /** Of each tier", "  /** Of each order");
  }

  private static void assertShown(String source, String first, String behind) throws IOException {
    int start = source.indexOf(first);
    assertThat(start).as(first).isPositive();
    String shown =
        source
            .substring(start, source.indexOf(behind, start))
            .lines()
            .map(line -> line.startsWith("  ") ? line.substring(2) : line)
            .collect(Collectors.joining("\n"));
    assertThat(Files.readString(DOCUMENT)).contains(shown.strip());
  }

  @Test
  void the_document_shows_the_declaration_that_is_tested() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin =
        document.lastIndexOf(
            "```json\n", document.indexOf("\"lookup\": {\"stream\": \"customer\""));
    String json = document.substring(begin + 8, document.indexOf("```", begin + 8));
    JsonMapper mapper = new JsonMapper();
    assertThat(mapper.readTree(json)).isEqualTo(mapper.readTree(EnrichedProjectionsTest.DECLARED));
  }
}
