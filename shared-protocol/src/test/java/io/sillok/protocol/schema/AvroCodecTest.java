package io.sillok.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.protocol.schema.Samples.Everything;
import io.sillok.protocol.schema.Samples.Tree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class AvroCodecTest {

  private static final AvroCodec<Everything> EVERYTHING = AvroCodec.of(Everything.class);

  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(byte[] value) {}

  record Price(BigDecimal price) {}

  record Time(Instant time) {}

  record Length(Duration length) {}

  record Day(LocalDate day) {}

  record Weight(double weight, float ratio) {}

  record Text(String text) {}

  record Names(Set<String> names, Map<String, Integer> counts) {}

  record Positive(int count) {
    Positive {
      if (count < 1) {
        throw new IllegalArgumentException("count must be positive");
      }
    }
  }

  @Provide
  Arbitrary<Everything> everything() {
    return Samples.everything();
  }

  @Property(tries = 300)
  void what_is_encoded_is_decoded_exactly(@ForAll("everything") Everything value) {
    byte[] bytes = EVERYTHING.encode(value);
    assertThat(EVERYTHING.decode(bytes)).isEqualTo(value);
    assertThat(EVERYTHING.decode(bytes, EVERYTHING.schema())).isEqualTo(value);
    assertThat(EVERYTHING.encode(EVERYTHING.decode(bytes))).isEqualTo(bytes);
  }

  @Property(tries = 100)
  void avro_itself_reads_and_writes_the_same_bytes(@ForAll("everything") Everything value)
      throws IOException {
    byte[] bytes = EVERYTHING.encode(value);
    Schema schema = new Schema.Parser().parse(EVERYTHING.schema().toString());
    var reader = new GenericDatumReader<GenericRecord>(schema);
    GenericRecord generic = reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(generic, encoder);
    encoder.flush();
    assertThat(out.toByteArray()).hasSameSizeAs(bytes);
    assertThat(EVERYTHING.decode(out.toByteArray(), schema)).isEqualTo(value);
  }

  @Property(tries = 500)
  void broken_bytes_are_refused_or_read_but_never_more(
      @ForAll("everything") Everything value, @ForAll int where, @ForAll byte what) {
    byte[] bytes = EVERYTHING.encode(value);
    bytes[Math.floorMod(where, bytes.length)] = what;
    refusedOrRead(bytes);
    refusedOrRead(Arrays.copyOf(bytes, Math.floorMod(where, bytes.length)));
  }

  @Property(tries = 500)
  void random_bytes_are_refused_or_read_but_never_more(@ForAll byte[] bytes) {
    refusedOrRead(bytes);
  }

  private static void refusedOrRead(byte[] bytes) {
    try {
      assertThat(EVERYTHING.decode(bytes)).isNotNull();
    } catch (CodecException refused) {
      assertThat(refused).message().isNotBlank();
    }
  }

  @Test
  void lengths_beyond_the_end_are_refused_before_they_are_allocated() {
    byte[] announcesTwoGigabytes = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
    AvroCodec<Text> text = AvroCodec.of(Text.class);
    assertThatThrownBy(() -> text.decode(announcesTwoGigabytes))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("2147483647 bytes are announced where 0 follow");
    AvroCodec<Names> names = AvroCodec.of(Names.class);
    assertThatThrownBy(() -> names.decode(announcesTwoGigabytes))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("2147483647 elements are announced where 0 bytes follow");
  }

  @Test
  void bytes_that_follow_the_value_are_refused() {
    AvroCodec<Text> text = AvroCodec.of(Text.class);
    byte[] tooLong = Arrays.copyOf(text.encode(new Text("a")), 4);
    assertThatThrownBy(() -> text.decode(tooLong))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("2 bytes follow the value");
  }

  @Test
  void bytes_are_kept() {
    AvroCodec<Bytes> codec = AvroCodec.of(Bytes.class);
    byte[] value = {0, 1, -1};
    assertThat(codec.decode(codec.encode(new Bytes(value))).value()).isEqualTo(value);
  }

  @Test
  void a_decimal_is_what_avro_calls_big_decimal() {
    AvroCodec<Price> codec = AvroCodec.of(Price.class);
    BigDecimal price = new BigDecimal("-12.3400");
    ByteBuffer byAvro =
        new Conversions.BigDecimalConversion()
            .toBytes(price, Schema.create(Schema.Type.BYTES), LogicalTypes.bigDecimal());
    byte[] expected = new byte[byAvro.remaining()];
    byAvro.get(expected);
    byte[] bytes = codec.encode(new Price(price));
    assertThat(Arrays.copyOfRange(bytes, 1, bytes.length)).isEqualTo(expected);
    assertThat(codec.decode(bytes).price()).isEqualTo(price);
  }

  @Test
  void hash_collections_give_the_same_bytes_in_any_order() {
    AvroCodec<Names> codec = AvroCodec.of(Names.class);
    byte[] sorted =
        codec.encode(
            new Names(new HashSet<>(List.of("b", "a", "c")), Map.of("y", 2, "x", 1, "z", 3)));
    byte[] expected =
        codec.encode(
            new Names(
                new LinkedHashSet<>(List.of("a", "b", "c")),
                new TreeMap<>(Map.of("x", 1, "y", 2, "z", 3))));
    assertThat(sorted).isEqualTo(expected);
    byte[] ownOrder =
        codec.encode(new Names(new LinkedHashSet<>(List.of("c", "a", "b")), Map.of()));
    assertThat(codec.decode(ownOrder).names()).containsExactly("c", "a", "b");
  }

  @Test
  void what_cannot_be_kept_exactly_is_refused_with_its_field() {
    refused(
        new Time(Instant.ofEpochSecond(0, 1)),
        "Time.time is 1970-01-01T00:00:00.000000001Z, finer");
    refused(new Time(Instant.MAX), "Time.time is +1000000000-12-31T23:59:59.999999999Z, finer");
    refused(new Time(Instant.MIN), "Time.time is -1000000000-01-01T00:00:00Z, out of range");
    refused(new Length(Duration.ofSeconds(Long.MAX_VALUE)), "Length.length is PT");
    refused(new Day(LocalDate.MAX), "Day.day is +999999999-12-31, out of range");
    refused(new Weight(Double.NaN, 1), "Weight.weight is NaN");
    refused(new Weight(1, Float.NEGATIVE_INFINITY), "Weight.ratio is -Infinity");
    refused(new Text("a\uD83D"), "Text.text has half a surrogate pair at index 1");
    refused(new Text("\uDE00a"), "Text.text has half a surrogate pair at index 0");
  }

  @Test
  @SuppressWarnings("NullAway") // the point of the test
  void null_is_refused_where_a_value_is_required() {
    refused(new Text(null), "Text.text is null; give it a value, or declare it Optional");
    refused(
        new Tree("root", Arrays.asList((Tree) null)), "Tree.children contains null; leave absent");
  }

  @Test
  void the_first_and_the_last_microsecond_are_kept() {
    AvroCodec<Time> codec = AvroCodec.of(Time.class);
    for (long micros : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
      Time time = new Time(Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS));
      assertThat(codec.decode(codec.encode(time))).isEqualTo(time);
    }
  }

  @Test
  void too_deep_a_nesting_is_refused_on_both_sides() {
    Tree deep = new Tree("leaf", List.of());
    for (int depth = 1; depth < 200; depth++) {
      deep = new Tree("", List.of(deep));
    }
    AvroCodec<Tree> codec = AvroCodec.of(Tree.class);
    assertThat(codec.decode(codec.encode(deep))).isEqualTo(deep);
    refused(new Tree("", List.of(deep)), "nested deeper than 200 records");
    byte[] hostile = new byte[10_000];
    for (int index = 1; index < hostile.length; index += 2) {
      hostile[index] = 2;
    }
    assertThatThrownBy(() -> codec.decode(hostile))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("deeper than 200");
  }

  @Test
  void a_record_that_refuses_what_was_recorded_is_named() {
    AvroCodec<Positive> codec = AvroCodec.of(Positive.class);
    assertThatThrownBy(() -> codec.decode(new byte[] {0}))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("AvroCodecTest.Positive refuses what was recorded")
        .hasMessageContaining("count must be positive");
  }

  @SuppressWarnings("unchecked")
  private static <T> void refused(T value, String message) {
    AvroCodec<T> codec = AvroCodec.of((Class<T>) value.getClass());
    assertThatThrownBy(() -> codec.encode(value))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining(message);
  }
}
