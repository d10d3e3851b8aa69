package io.sillok.node.cli.append.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineSourceTest {

  @Test
  void lines_are_numbered_and_come_without_their_ends() throws IOException {
    assertThat(lines(bytes("a\r\n\nb\n \nc")))
        .extracting(line -> line.number() + line.text())
        .containsExactly("1a", "2", "3b", "4 ", "5c");
    assertThat(lines(bytes("a\n"))).hasSize(1);
    assertThat(lines(bytes(""))).isEmpty();
    assertThat(lines(bytes("\n"))).singleElement().matches(Line::isBlank);
  }

  @Test
  void a_mark_of_the_byte_order_is_no_part_of_the_first_line() throws IOException {
    assertThat(lines(bytes("\ufeffa\n\ufeffb")))
        .extracting(Line::text)
        .containsExactly("a", "\ufeffb");
  }

  @Test
  void what_is_compressed_is_known_by_its_bytes_even_in_several_parts() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(zipped("a\nb"));
    file.writeBytes(zipped("c\nd\n"));
    assertThat(lines(file.toByteArray())).extracting(Line::text).containsExactly("a", "bc", "d");
  }

  @Test
  void a_compressed_file_that_was_cut_off_is_no_shorter_one() throws IOException {
    byte[] whole = zipped("line\n".repeat(1000));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> lines(half)).isInstanceOf(IOException.class);
  }

  @Test
  void of_a_line_that_is_too_long_the_beginning_is_kept_and_the_next_line_is_whole()
      throws IOException {
    List<Line> lines = lines(bytes("x".repeat(LineSource.LONGEST + 1) + "\nb"));
    assertThat(lines.getFirst().tooLong()).isTrue();
    assertThat(lines.getFirst().bytes()).hasSize(LineSource.LONGEST);
    assertThat(lines.getLast()).matches(line -> line.number() == 2 && line.text().equals("b"));
    assertThat(lines(bytes("x".repeat(LineSource.LONGEST) + "\n")).getFirst().tooLong()).isFalse();
  }

  @Test
  void lines_that_are_given_back_come_again_before_the_others(@TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "a\nb\nc\n");
    try (LineSource source = LineSource.open(file)) {
      List<Line> two = List.of(source.next().orElseThrow(), source.next().orElseThrow());
      source.back(two);
      assertThat(rest(source)).extracting(Line::text).containsExactly("a", "b", "c");
      assertThat(source.bytes()).isEqualTo(6);
      assertThat(source.size()).hasValue(6);
    }
  }

  @Property
  void any_bytes_are_split_at_line_feeds_alone(
      @ForAll @IntRange(max = 200_000) int length, @ForAll int seed) throws IOException {
    byte[] bytes = new byte[length];
    new java.util.Random(seed).nextBytes(bytes);
    if (length > 0) {
      bytes[0] = '{'; // neither compressed nor marked
    }
    List<String> expected =
        new ArrayList<>(List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)));
    if (expected.getLast().isEmpty()) {
      expected.removeLast(); // behind the last line feed there is no line
    }
    expected.replaceAll(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    assertThat(lines(bytes))
        .extracting(line -> new String(line.bytes(), StandardCharsets.ISO_8859_1))
        .isEqualTo(expected);
  }

  @Test
  void a_last_line_of_a_carriage_return_alone_is_an_empty_one() throws IOException {
    assertThat(lines(bytes("a\n\r"))).extracting(Line::text).containsExactly("a", "");
  }

  private static List<Line> lines(byte[] file) throws IOException {
    try (LineSource source = LineSource.of(new ByteArrayInputStream(file))) {
      return rest(source);
    }
  }

  private static List<Line> rest(LineSource source) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (Optional<Line> line = source.next(); line.isPresent(); line = source.next()) {
      lines.add(line.get());
    }
    return lines;
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(file)) {
      zip.write(bytes(text));
    }
    return file.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
