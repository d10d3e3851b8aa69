package io.sillok.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a record may become and still read what was written before. */
@SuppressWarnings("SameNameButDifferent") // the same records at different times
class AvroEvolutionTest {

  interface First {
    enum Size {
      SMALL,
      LARGE
    }

    sealed interface Owner {
      record Person(String name) implements Owner {}

      record Company(String name, String register) implements Owner {}
    }

    record Box(String label, int width, float weight, Size size, Owner owner, Optional<Long> age) {}

    record Labels(List<String> labels, Map<String, Integer> counts, Optional<Owner> owner) {}

    record Moment(Instant time) {}

    record Count(long value) {}
  }

  interface Second {
    enum Size {
      TINY,
      LARGE,
      SMALL
    }

    sealed interface Owner {
      record Family(String name) implements Owner {}

      record Person(String name, Optional<String> title) implements Owner {}
    }

    record Box(
        Optional<String> color,
        Size size,
        double weight,
        long width,
        Owner owner,
        @Nullable String note) {}

    record Labels(Map<String, Long> counts) {}

    record Moment(long time) {}

    record Count(double value) {}

    record Required(String label, String color) {}

    record Age(long age) {}
  }

  private static final First.Box BOX =
      new First.Box("a", 3, 0.5f, First.Size.LARGE, new First.Owner.Person("Ada"), Optional.of(7L));

  @Test
  void fields_are_added_removed_reordered_and_widened() {
    assertThat(read(BOX, Second.Box.class))
        .isEqualTo(
            new Second.Box(
                Optional.empty(),
                Second.Size.LARGE,
                0.5,
                3,
                new Second.Owner.Person("Ada", Optional.empty()),
                null));
  }

  @Test
  void collections_that_were_removed_are_passed_over() {
    First.Labels labels =
        new First.Labels(
            List.of("a", "b"),
            Map.of("x", 1, "y", -2),
            Optional.of(new First.Owner.Company("Sillok", "r")));
    assertThat(read(labels, Second.Labels.class).counts())
        .containsExactlyInAnyOrderEntriesOf(Map.of("x", 1L, "y", -2L));
  }

  @Test
  void a_required_field_that_was_not_written_is_named() {
    refused(
        BOX,
        Second.Required.class,
        "AvroEvolutionTest.Second.Required.color is required, but was not written with schema");
  }

  @Test
  void a_field_that_is_required_now_must_have_held_something() {
    assertThat(read(BOX, Second.Age.class)).isEqualTo(new Second.Age(7));
    First.Box ageless =
        new First.Box("a", 3, 0.5f, First.Size.LARGE, BOX.owner(), Optional.empty());
    refused(
        ageless,
        Second.Age.class,
        "AvroEvolutionTest.Second.Age.age holds nothing, but is required");
  }

  @Test
  void a_permitted_record_that_was_removed_is_named_when_it_turns_up() {
    First.Box company =
        new First.Box(
            "a", 3, 0.5f, First.Size.SMALL, new First.Owner.Company("b", "c"), Optional.empty());
    refused(company, Second.Box.class, "Box.owner was written as record");
  }

  @Test
  void another_meaning_of_the_same_number_is_refused() {
    refused(
        new First.Moment(Instant.EPOCH),
        Second.Moment.class,
        "Moment.time was written as long (timestamp-micros), which cannot be read as long");
  }

  @Test
  void a_number_that_would_lose_digits_is_refused() {
    assertThat(read(new First.Count(1L << 53), Second.Count.class))
        .isEqualTo(new Second.Count(0x1p53));
    refused(
        new First.Count((1L << 53) + 1),
        Second.Count.class,
        "Count.value was written as the whole number 9007199254740993, which would lose digits");
    refused(new First.Count(Long.MIN_VALUE), Second.Count.class, "would lose digits");
  }

  private static <V, T> T read(V written, Class<T> as) {
    @SuppressWarnings("unchecked")
    AvroCodec<V> writer = AvroCodec.of((Class<V>) written.getClass());
    Schema stored = new Schema.Parser().parse(writer.schema().toString());
    return AvroCodec.of(as).decode(writer.encode(written), stored);
  }

  private static void refused(Object written, Class<?> as, String message) {
    assertThatThrownBy(() -> read(written, as))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining(message);
  }
}
