package io.sillok.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import io.sillok.protocol.schema.Samples.Color;
import io.sillok.protocol.schema.Samples.Everything;
import io.sillok.protocol.schema.Samples.Payment;
import io.sillok.protocol.schema.Samples.Tree;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** A record's schema alone gives the same bytes and the same JSON as the record. */
class DeclaredLikeRecordsTest {

  private static final AvroCodec<Everything> AVRO = AvroCodec.of(Everything.class);
  private static final JsonCodec<Everything> JSON = JsonCodec.of(Everything.class);
  private static final DeclaredCodec DECLARED = DeclaredCodec.of(stored(AVRO.schema()));

  record ItemAdded(String productId, int quantity, Optional<BigDecimal> unitPrice) {}

  record PricedLine(String productId, int quantity, BigDecimal unitPrice) {}

  record CheckedOut(List<PricedLine> lines, BigDecimal total) {}

  record Paid(Payment payment, Optional<Payment> refund, Map<String, Payment> parts) {}

  record SwitchedOff() {}

  sealed interface Choice {
    @JsonTypeName("item-2")
    record Second(int number) implements Choice {}

    record ABTest(boolean won) implements Choice {}

    @JsonTypeName("a-b-c")
    record Letters() implements Choice {}
  }

  record Chosen(Choice choice) {}

  @Provide
  Arbitrary<Everything> everything() {
    return Samples.everything();
  }

  @Property(tries = 200)
  void bytes_and_json_are_the_same(@ForAll("everything") Everything random) {
    Everything value = AVRO.decode(AVRO.encode(random)); // hash sets have an order of their own now
    byte[] bytes = AVRO.encode(value);
    JsonNode tree = JSON.toTree(value);
    assertThat(DECLARED.encode(tree)).isEqualTo(bytes);
    assertThat(DECLARED.encode(DeclaredCodec.readTree(JSON.encode(value)))).isEqualTo(bytes);
    assertThat(DECLARED.decode(bytes, DECLARED.schema())).isEqualTo(tree);
    assertThat(DECLARED.decode(bytes, AVRO.schema())).hasToString(tree.toString());
  }

  @Test
  void events_of_a_shop_are_the_same() {
    same(new ItemAdded("p-1", 2, Optional.of(new BigDecimal("4.50"))));
    same(new ItemAdded("p-1", -2, Optional.empty()));
    same(
        new CheckedOut(
            List.of(new PricedLine("p-1", 2, new BigDecimal("4.50"))), new BigDecimal("9.00")));
    same(
        new Paid(
            new Payment.Card("4", Optional.empty()),
            Optional.of(new Payment.Cash()),
            Map.of("a", new Payment.Cash())));
    same(new SwitchedOff());
    same(new Tree("root", List.of(new Tree("leaf", List.of()))));
  }

  @Test
  void a_name_in_json_that_does_not_follow_from_the_schemas_is_kept_with_it() {
    same(new Chosen(new Choice.Second(1)));
    same(new Chosen(new Choice.ABTest(true)));
    same(new Chosen(new Choice.Letters()));
    assertThat(AvroCodec.of(Paid.class).schema().toString()).doesNotContain("sillok.name");
  }

  @SuppressWarnings("unchecked")
  private static <T> void same(T value) {
    AvroCodec<T> avro = AvroCodec.of((Class<T>) value.getClass());
    JsonCodec<T> json = JsonCodec.of((Class<T>) value.getClass());
    DeclaredCodec declared = DeclaredCodec.of(stored(avro.schema()));
    assertThat(declared.fingerprint()).isEqualTo(avro.fingerprint());
    assertThat(declared.encode(json.toTree(value))).isEqualTo(avro.encode(value));
    assertThat(declared.decode(avro.encode(value), avro.schema()))
        .hasToString(json.toTree(value).toString());
    if (!(value instanceof Tree)) { // whose definition has another name
      assertThat(declared.jsonSchema()).isEqualTo(json.jsonSchema());
    }
  }

  @Property(tries = 300)
  void what_is_wrong_is_told_in_the_same_words_and_order(
      @ForAll("everything") Everything value, @ForAll long seed) {
    Random random = new Random(seed);
    JsonNode tree = JSON.toTree(value);
    for (int count = random.nextInt(4); count >= 0; count--) {
      Mutations.mutate(tree, random);
    }
    byte[] json = tree.toString().getBytes(StandardCharsets.UTF_8);
    List<Mismatch> byRecord =
        mismatches(() -> JSON.decode(json)).stream()
            .filter(each -> !each.message().contains("earlier element of the set"))
            .toList(); // a schema does not tell sets from lists
    assertThat(mismatches(() -> DECLARED.encode(tree))).isEqualTo(byRecord);
    assertThat(mismatches(() -> DECLARED.encode(DeclaredCodec.readTree(json))))
        .extracting(Mismatch::pointer)
        .isEqualTo(byRecord.stream().map(Mismatch::pointer).toList());
  }

  @Test
  void all_that_is_wrong_is_told_at_once_and_where() {
    DeclaredCodec paid = DeclaredCodec.of(AvroCodec.of(Paid.class).schema());
    String json =
        "{'x':1,'payment':{'type':'card','number':5,'expires':'soon','y':[]},'refund':{},'parts':{'a/b':{'type':'shells'},'c':null}}"
            .replace('\'', '"');
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    List<Mismatch> found = mismatches(() -> paid.encode(DeclaredCodec.readTree(utf8)));
    assertThat(found.stream().map(each -> each.code() + " " + each.pointer()))
        .containsExactly(
            "unknown-field /x",
            "wrong-type /payment/number",
            "wrong-type /payment/expires",
            "unknown-field /payment/y",
            "missing-field /refund/type",
            "wrong-type /parts/a~1b/type",
            "wrong-type /parts/c");
    assertThat(found).isEqualTo(mismatches(() -> JsonCodec.of(Paid.class).decode(utf8)));
  }

  @Test
  void enums_and_recursive_records_have_the_same_form_of_schema() {
    record Painted(Color color, Optional<Color> shade, List<Color> others) {}
    AvroCodec<Painted> avro = AvroCodec.of(Painted.class);
    assertThat(DeclaredCodec.of(avro.schema()).jsonSchema())
        .isEqualTo(JsonCodec.of(Painted.class).jsonSchema());
    String tree = DeclaredCodec.of(AvroCodec.of(Tree.class).schema()).jsonSchema().toString();
    assertThat(tree.replace("io.sillok.protocol.schema.", ""))
        .isEqualTo(JsonCodec.of(Tree.class).jsonSchema().toString());
  }

  private static List<Mismatch> mismatches(Runnable reading) {
    JsonMismatchException thrown = catchThrowableOfType(JsonMismatchException.class, reading::run);
    return thrown == null ? List.of() : thrown.mismatches();
  }

  private static Schema stored(Schema schema) {
    return new Schema.Parser().parse(schema.toString());
  }
}
