package io.sillok.examples.storefront.sales;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The processor in docs/modules.md is {@link SalesMilestones}, and its test one of {@link
 * SalesTest}.
 */
class SalesDocumentationTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "modules.md");
  private static final Path PACKAGE =
      Path.of("java", "io", "sillok", "examples", "storefront", "sales");

  @Test
  void the_document_shows_the_processor_that_is_compiled() throws IOException {
    String source = read("main", "SalesMilestones.java");
    String shown = source.substring(source.indexOf("public final class"));
    assertThat(Files.readString(DOCUMENT)).contains("```java\n" + shown + "```");
  }

  @Test
  void the_document_shows_a_test_that_runs() throws IOException {
    String source = read("test", "SalesTest.java");
    int end = source.indexOf("\n  }\n", source.indexOf("a_milestone_is_told_once")) + 5;
    String shown =
        source.substring(source.lastIndexOf("  @Test", end), end).replaceAll("(?m)^  ", "");
    assertThat(shown).contains("thenEmits");
    assertThat(Files.readString(DOCUMENT)).contains("\n" + shown + "```");
  }

  private static String read(String part, String file) throws IOException {
    return Files.readString(Path.of("src", part).resolve(PACKAGE).resolve(file));
  }
}
