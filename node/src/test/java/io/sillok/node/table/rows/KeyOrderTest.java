package io.sillok.node.table.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeyOrderTest {

  @Property
  void keys_are_in_the_order_of_their_bytes(
      @ForAll("keys") String one, @ForAll("keys") String other) {
    int bytes =
        Arrays.compareUnsigned(
            one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    assertThat(Integer.signum(KeyOrder.INSTANCE.compare(one, other)))
        .isEqualTo(Integer.signum(bytes));
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.of("a", "b", "é", "\uD7FF", "\uE000", "\uFFFD", "𝄞", "\uDBFF\uDFFF")
        .list()
        .ofMaxSize(4)
        .map(parts -> String.join("", parts));
  }

  @Property
  void a_row_comes_back_from_its_bytes(
      @ForAll String key, @ForAll byte[] avro, @ForAll long fingerprint) {
    Row row =
        new Row(key, 1L << 40, Instant.parse("1969-01-01T00:00:00.000001Z"), 3, fingerprint, avro);
    assertThat(RowCodec.decode(key, RowCodec.encode(row)))
        .usingRecursiveComparison()
        .isEqualTo(row);
  }

  @Example
  void a_digest_tells_rows_apart_by_all_that_they_are() {
    Row row = new Row("ab", 1, Instant.EPOCH, 2, 3, new byte[] {4});
    List<Row> others =
        List.of(
            new Row("ac", 1, Instant.EPOCH, 2, 3, new byte[] {4}),
            new Row("ab", 9, Instant.EPOCH, 2, 3, new byte[] {4}),
            new Row("ab", 1, Instant.EPOCH.plusNanos(1000), 2, 3, new byte[] {4}),
            new Row("ab", 1, Instant.EPOCH, 9, 3, new byte[] {4}),
            new Row("ab", 1, Instant.EPOCH, 2, 9, new byte[] {4}),
            new Row("ab", 1, Instant.EPOCH, 2, 3, new byte[] {9}));
    assertThat(sum(row)).isEqualTo(sum(row));
    assertThat(others).noneMatch(other -> sum(other).equals(sum(row)));
    assertThat(sum(row, others.getFirst())).isNotEqualTo(sum(others.getFirst(), row));
  }

  private static RowDigest.Sum sum(Row... rows) {
    RowDigest digest = new RowDigest();
    Arrays.stream(rows).forEach(digest::add);
    return digest.sum();
  }
}
