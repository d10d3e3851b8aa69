package io.sillok.client.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MessageParserTest {

  @Property(tries = 500)
  void messages_are_the_same_however_their_bytes_come(
      @ForAll("messages") List<Message> messages,
      @ForAll("lineEnds") String lineEnd,
      @ForAll long seed) {
    byte[] bytes = written(messages, lineEnd).getBytes(StandardCharsets.UTF_8);
    assertThat(parsed(pieces(bytes, new Random(seed)))).isEqualTo(messages);
  }

  @Property(tries = 200)
  void a_message_that_is_cut_off_is_none_and_those_before_it_are_whole(
      @ForAll("messages") List<Message> messages, @ForAll long seed) {
    byte[] bytes = written(messages, "\n").getBytes(StandardCharsets.UTF_8);
    int cut = bytes.length == 0 ? 0 : Math.floorMod(seed, bytes.length);
    List<Message> parsed = parsed(List.of(ByteBuffer.wrap(bytes, 0, cut)));
    assertThat(parsed).hasSizeLessThanOrEqualTo(messages.size());
    assertThat(parsed).isEqualTo(messages.subList(0, parsed.size()));
    if (!messages.isEmpty()) {
      assertThat(parsed).hasSizeLessThan(messages.size());
    }
  }

  @Example
  void comments_are_no_messages() {
    assertThat(parsed(":\n\n: still here\n\ndata: x\n\n")).containsExactly(message("", "x"));
  }

  @Example
  void only_one_space_behind_the_colon_is_not_the_data() {
    assertThat(parsed("data:a\n\ndata: b\n\ndata:  c\n\n"))
        .extracting(Message::data)
        .containsExactly("a", "b", " c");
  }

  @Example
  void several_lines_of_data_are_one_message() {
    assertThat(parsed("data: a\ndata\ndata: b\n\n"))
        .extracting(Message::data)
        .containsExactly("a\n\nb");
  }

  @Example
  void an_id_holds_for_the_messages_behind_it_too() {
    assertThat(parsed("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n"))
        .extracting(Message::id)
        .containsExactly("1", "1", "");
  }

  @Example
  void an_id_with_a_null_is_none() {
    assertThat(parsed("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n"))
        .extracting(Message::id)
        .containsExactly("1", "1");
  }

  @Example
  void a_type_holds_for_one_message_only() {
    assertThat(parsed("event: assignment\ndata: a\n\ndata: b\n\n"))
        .extracting(Message::type)
        .containsExactly("assignment", "message");
  }

  @Example
  void a_message_without_data_is_none_but_its_id_counts() {
    assertThat(parsed("id: 7\nevent: x\n\ndata: a\n\n")).containsExactly(message("7", "a"));
  }

  @Example
  void a_byte_order_mark_at_the_beginning_does_not_count() {
    assertThat(parsed("\uFEFFdata: a\n\n\uFEFFdata: b\n\n")).containsExactly(message("", "a"));
  }

  @Example
  void fields_that_are_not_known_say_nothing() {
    assertThat(parsed("retry: 10\ncolour: red\ndata: a\n\n")).containsExactly(message("", "a"));
  }

  @Provide
  Arbitrary<List<Message>> messages() {
    Arbitrary<String> text =
        Arbitraries.strings().ofMaxLength(30).map(any -> any.replaceAll("[\\r\\n\\x00]", "·"));
    Arbitrary<String> name = Arbitraries.of("message", "assignment");
    Arbitrary<String> lines =
        text.list().ofMinSize(1).ofMaxSize(3).map(all -> String.join("\n", all));
    Arbitrary<String> id = Arbitraries.strings().alpha().numeric().ofLength(4);
    return Combinators.combine(name, id, lines)
        .as(Message::new)
        .filter(message -> !message.data().isEmpty())
        .filter(message -> !message.data().contains("\uFEFF"))
        .filter(message -> isWellFormed(message.data()))
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> lineEnds() {
    return Arbitraries.of("\n", "\r\n", "\r");
  }

  /** Whether it survives UTF-8: no half of a surrogate pair. */
  private static boolean isWellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
  }

  private static String written(List<Message> messages, String lineEnd) {
    return messages.stream()
        .map(message ->
            ":"
                + lineEnd
                + lineEnd
                + "id: "
                + message.id()
                + lineEnd
                + "event: "
                + message.type()
                + lineEnd
                + Stream.of(message.data().split("\n", -1))
                    .map(line -> "data: " + line + lineEnd)
                    .collect(Collectors.joining())
                + lineEnd)
        .collect(Collectors.joining());
  }

  private static List<ByteBuffer> pieces(byte[] bytes, Random random) {
    List<ByteBuffer> pieces = new ArrayList<>();
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + random.nextInt(12));
      pieces.add(ByteBuffer.wrap(bytes, from, to - from));
      from = to;
    }
    return pieces;
  }

  private static List<Message> parsed(String text) {
    return parsed(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static List<Message> parsed(List<ByteBuffer> pieces) {
    List<Message> messages = new ArrayList<>();
    MessageParser parser = new MessageParser(messages::add);
    pieces.forEach(parser::take);
    return messages;
  }

  private static Message message(String id, String data) {
    return new Message("message", id, data);
  }
}
