package io.sillok.client.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LineSplitterTest {

  @Property(tries = 300)
  void lines_are_the_same_however_their_bytes_come(
      @ForAll @Size(max = 20) List<@IntRange(max = 3_000) Integer> lengths, @ForAll long seed) {
    List<String> lines = lengths.stream().map(length -> "é€𝄞x".repeat(length / 4)).toList();
    byte[] bytes =
        lines.stream()
            .map(line -> line + "\n")
            .reduce("", String::concat)
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(seed);
    List<String> split = new ArrayList<>();
    LineSplitter splitter = new LineSplitter();
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(500));
      splitter.take(ByteBuffer.wrap(bytes, from, to - from), split::add);
      from = to;
    }
    assertThat(split).isEqualTo(lines);
    assertThat(splitter.isBetweenLines()).isTrue();
  }

  @Example
  void a_line_that_has_not_ended_waits() {
    List<String> split = new ArrayList<>();
    LineSplitter splitter = new LineSplitter();
    splitter.take(ByteBuffer.wrap("a\nb".getBytes(StandardCharsets.UTF_8)), split::add);
    assertThat(split).containsExactly("a");
    assertThat(splitter.isBetweenLines()).isFalse();
  }

  @Example
  void an_empty_line_is_one() {
    List<String> split = new ArrayList<>();
    new LineSplitter()
        .take(ByteBuffer.wrap("\r\n\n\r\r\n".getBytes(StandardCharsets.UTF_8)), split::add);
    assertThat(split).containsExactly("", "", "", "");
  }
}
