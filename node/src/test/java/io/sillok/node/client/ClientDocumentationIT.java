package io.sillok.node.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.client.SillokClient;
import io.sillok.client.event.From;
import io.sillok.client.event.StreamEvent;
import io.sillok.node.process.NodeLaunch;
import io.sillok.node.process.NodeProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/client.md is {@link ClientExample}, and does what it says. */
final class ClientDocumentationIT {

  private static final Path DOCUMENT = Path.of("..", "docs", "client.md");
  private static final Path SOURCE =
      Path.of("src", "test", "java", "io", "sillok", "node", "client", "ClientExample.java");

  @Test
  void the_document_shows_the_example_that_is_compiled() throws IOException {
    String source = Files.readString(SOURCE);
    String shown = source.substring(source.indexOf("import "));
    assertThat(Files.readString(DOCUMENT)).contains("```java\n" + shown + "```");
  }

  @Test
  void the_example_does_what_it_shows(@TempDir Path data) {
    try (NodeProcess node = NodeLaunch.on(data).start();
        SillokClient client = SillokClient.connect(URI.create(node.url()))) {
      ClientExample.main(node.url());
      assertThat(client.entity("cart", "c-7").state().orElseThrow().sequenceNumber()).isEqualTo(2);
      List<StreamEvent> views = client.stream("page-viewed").read(From.START).toList();
      assertThat(views)
          .extracting(event -> event.key().orElseThrow())
          .containsExactlyInAnyOrder("p-1", "p-2");
      assertThat(client.stream("page-viewed").consumer("billing").describe().instances()).isEmpty();
      assertThat(client.stream("page-viewed").queue("emails").describe().maxAttempts())
          .isEqualTo(3);
      assertThat(client.table("cart").get("c-7")).isPresent();
    }
  }
}
