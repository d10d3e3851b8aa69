package io.sillok.node.cli.append;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.cli.append.BatchReader.Batch;
import io.sillok.node.cli.append.file.LineSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BatchReaderTest {

  private static final int LIMIT_OF_A_GATEWAY = 8 << 20;

  @Test
  void batches_are_as_long_as_they_are_told_and_the_last_one_has_the_rest() throws IOException {
    assertThat(batches("{}\n".repeat(25), 10))
        .extracting(batch -> batch.entries().size())
        .containsExactly(10, 10, 5);
  }

  @Test
  void blank_lines_count_as_lines_but_are_no_entries() throws IOException {
    List<Batch> batches = batches("{}\n\n \n{}\n", 10);
    assertThat(batches).hasSize(1);
    assertThat(batches.getFirst().lines()).hasSize(4);
    assertThat(batches.getFirst().entries())
        .extracting(entry -> entry.line().number())
        .containsExactly(1L, 4L);
  }

  @Test
  void a_batch_has_fewer_lines_where_they_are_long() throws IOException {
    String line = "\"" + "x".repeat(1 << 20) + "\"\n";
    List<Batch> batches = batches(line.repeat(9), 1000);
    assertThat(batches).hasSizeGreaterThan(1);
    assertThat(batches.stream().mapToInt(batch -> batch.lines().size()).sum()).isEqualTo(9);
    for (Batch batch : batches) {
      int bytes = batch.lines().stream().mapToInt(each -> each.bytes().length).sum();
      assertThat(bytes).isLessThan(LIMIT_OF_A_GATEWAY);
    }
  }

  private static List<Batch> batches(String text, int lines) throws IOException {
    LineSource source =
        LineSource.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    BatchReader reader = new BatchReader(source, new Envelopes(Lines.TARGET), lines);
    List<Batch> batches = new ArrayList<>();
    for (Optional<Batch> next = reader.next(); next.isPresent(); next = reader.next()) {
      batches.add(next.get());
    }
    return batches;
  }
}
