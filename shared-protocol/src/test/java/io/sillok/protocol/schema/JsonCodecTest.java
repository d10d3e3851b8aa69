package io.sillok.protocol.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import io.sillok.protocol.schema.Samples.Color;
import io.sillok.protocol.schema.Samples.Everything;
import io.sillok.protocol.schema.Samples.Payment;
import io.sillok.protocol.schema.Samples.Tree;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonCodecTest {

  private static final JsonCodec<Everything> EVERYTHING = JsonCodec.of(Everything.class);

  record Item(String productId, int quantity, Optional<BigDecimal> price) {}

  record Order(List<Item> items, Map<String, Item> byName, Optional<Payment> payment) {}

  record Values(
      Optional<Integer> i,
      Optional<Long> l,
      Optional<Float> f,
      Optional<Double> d,
      Optional<Boolean> b,
      Optional<String> s,
      Optional<UUID> u,
      Optional<Instant> t,
      Optional<LocalDate> day,
      Optional<Duration> p,
      Optional<BigDecimal> m,
      Optional<BigInteger> n,
      Optional<Color> c,
      Optional<byte[]> raw,
      Optional<List<Integer>> list,
      Optional<Set<Integer>> set,
      Optional<Map<String, Integer>> map) {}

  record Even(int number) {
    Even {
      if (number % 2 != 0) {
        throw new IllegalArgumentException("number must be even, but is " + number);
      }
    }
  }

  @Provide
  Arbitrary<Everything> everything() {
    return Samples.everything();
  }

  @Property(tries = 300)
  void what_is_written_is_read_exactly(@ForAll("everything") Everything value) {
    byte[] json = EVERYTHING.encode(value);
    assertThat(EVERYTHING.decode(json)).isEqualTo(value);
    assertThat(EVERYTHING.encode(EVERYTHING.decode(json))).isEqualTo(json);
  }

  @Test
  void json_reads_as_people_write_it() {
    assertThat(decode(Item.class, "{'productId':'p','quantity':2}"))
        .isEqualTo(new Item("p", 2, Optional.empty()));
    assertThat(decode(Item.class, "{'price':null,'quantity':2,'productId':'p'}"))
        .isEqualTo(new Item("p", 2, Optional.empty()));
    Item priced = new Item("p", 2, Optional.of(new BigDecimal("4.50")));
    assertThat(decode(Item.class, "{'productId':'p','quantity':2,'price':4.50}")).isEqualTo(priced);
    assertThat(decode(Item.class, "{'productId':'p','quantity':2,'price':'4.50'}"))
        .isEqualTo(priced);
    assertThat(JsonCodec.of(Item.class).toTree(priced))
        .hasToString("{\"productId\":\"p\",\"quantity\":2,\"price\":\"4.50\"}");
  }

  @Test
  void the_record_of_a_sealed_interface_is_told_by_its_type_wherever_it_stands() {
    assertThat(decode(Payment.class, "{'type':'card','number':'4'}"))
        .isEqualTo(new Payment.Card("4", Optional.empty()));
    assertThat(decode(Payment.class, "{'account':123456789012345678901,'type':'bank-transfer'}"))
        .isEqualTo(new Payment.Transfer(new BigInteger("123456789012345678901")));
    assertThat(JsonCodec.of(Payment.class).toTree(new Payment.Cash()))
        .hasToString("{\"type\":\"cash\"}");
  }

  @Test
  void all_that_is_wrong_is_told_at_once_and_where() {
    String json =
        "{'items':[{'productId':7,'quantity':1.5},{'productId':'p','quantity':3000000000,'x':{}},[]],"
            + "'byName':{'a/b~c':{}},'payment':{'number':5,'type':'card','expires':'soon'},'extra':1}";
    assertThat(mismatches(Order.class, json))
        .containsExactly(
            "wrong-type /items/0/productId",
            "wrong-type /items/0/quantity",
            "out-of-range /items/1/quantity",
            "unknown-field /items/1/x",
            "wrong-type /items/2",
            "missing-field /byName/a~1b~0c/productId",
            "missing-field /byName/a~1b~0c/quantity",
            "wrong-type /payment/number",
            "wrong-type /payment/expires",
            "unknown-field /extra");
  }

  @Test
  void a_missing_or_unknown_type_is_told() {
    String known = "one of card, bank-transfer, cash";
    assertThat(mismatch(Order.class, "{'items':[],'byName':{},'payment':{'number':'1'}}"))
        .isEqualTo(
            new Mismatch("missing-field", "/payment/type", "\"type\" is required; it is " + known));
    assertThat(mismatch(Order.class, "{'items':[],'byName':{},'payment':{'type':'shells'}}"))
        .isEqualTo(
            new Mismatch(
                "wrong-type",
                "/payment/type",
                "Expected " + known + ", but found the string \"shells\""));
    assertThat(mismatches(Payment.class, "[]")).containsExactly("wrong-type ");
    assertThat(mismatches(Payment.class, "{'type':'cash','number':1}"))
        .containsExactly("unknown-field /number");
  }

  @Test
  void nothing_is_coerced() {
    List<List<String>> refused =
        List.of(
            List.of("i", "'2'", "wrong-type"),
            List.of("i", "1.5", "wrong-type"),
            List.of("i", "1.0", "wrong-type"),
            List.of("i", "true", "wrong-type"),
            List.of("i", "2147483648", "out-of-range"),
            List.of("i", "-2147483649", "out-of-range"),
            List.of("l", "9223372036854775808", "out-of-range"),
            List.of("l", "1e3", "wrong-type"),
            List.of("f", "1e39", "out-of-range"),
            List.of("f", "'NaN'", "wrong-type"),
            List.of("d", "1e999999999", "out-of-range"),
            List.of("d", "'1'", "wrong-type"),
            List.of("b", "0", "wrong-type"),
            List.of("b", "'true'", "wrong-type"),
            List.of("s", "1", "wrong-type"),
            List.of("s", "'\\ud83d'", "out-of-range"),
            List.of("u", "'1-1-1-1-1'", "wrong-type"),
            List.of("u", "'00000000-0000-0000-0000-00000000000g'", "wrong-type"),
            List.of("t", "'2026-01-31'", "wrong-type"),
            List.of("t", "1767225600", "wrong-type"),
            List.of("t", "'2026-01-31T12:00:00.1234567Z'", "out-of-range"),
            List.of("t", "'+999999999-01-31T12:00:00Z'", "out-of-range"),
            List.of("day", "'2026-02-30'", "wrong-type"),
            List.of("day", "'+999999999-01-01'", "out-of-range"),
            List.of("p", "'1 hour'", "wrong-type"),
            List.of("p", "'PT9223372036854775807S'", "out-of-range"),
            List.of("m", "1e999999999", "out-of-range"),
            List.of("m", "1e99999999999999999999", "out-of-range"),
            List.of("m", "'1e-999999999'", "out-of-range"),
            List.of("m", "'1,50'", "wrong-type"),
            List.of("m", "true", "wrong-type"),
            List.of("n", "1.5", "wrong-type"),
            List.of("n", "'x'", "wrong-type"),
            List.of("c", "'red'", "wrong-type"),
            List.of("c", "0", "wrong-type"),
            List.of("raw", "'?'", "wrong-type"),
            List.of("list", "{}", "wrong-type"),
            List.of("map", "[]", "wrong-type"));
    for (List<String> each : refused) {
      String json = "{'%s':%s}".formatted(each.get(0), each.get(1));
      assertThat(mismatches(Values.class, json))
          .as(json)
          .containsExactly(each.get(2) + " /" + each.get(0));
    }
  }

  @Test
  void numbers_that_are_too_long_do_not_grow() {
    String digits = "9".repeat(100_000);
    assertThat(mismatches(Values.class, "{'n':%s}".formatted(digits)))
        .containsExactly("out-of-range /n");
    assertThat(mismatches(Values.class, "{'m':'%s'}".formatted(digits)))
        .containsExactly("out-of-range /m");
    assertThat(mismatches(Values.class, "{'n':'%s'}".formatted(digits)))
        .containsExactly("out-of-range /n");
    assertThat(mismatches(Values.class, "{'list':[1,%s]}".formatted(digits)))
        .containsExactly("out-of-range /list/1");
  }

  @Test
  void null_is_read_only_where_nothing_may_stand() {
    assertThat(mismatches(Item.class, "{'productId':null,'quantity':null,'price':null}"))
        .containsExactly("wrong-type /productId", "wrong-type /quantity");
    assertThat(mismatches(Values.class, "{'list':[null],'map':{'a':null}}"))
        .containsExactly("wrong-type /list/0", "wrong-type /map/a");
  }

  @Test
  void what_stands_twice_is_refused() {
    assertThat(mismatches(Item.class, "{'productId':'a','quantity':1,'productId':'b'}"))
        .containsExactly("malformed-json /productId");
    assertThat(mismatches(Values.class, "{'map':{'a':1,'a':2}}"))
        .containsExactly("malformed-json /map/a");
    assertThat(mismatches(Values.class, "{'set':[1,2,1]}")).containsExactly("out-of-range /set/2");
    assertThat(mismatches(Payment.class, "{'type':'cash','type':'card'}"))
        .containsExactly("malformed-json /type");
  }

  @Test
  void malformed_json_is_told_with_line_and_column() {
    for (String json : List.of("", "{", "{'a'", "{]", "{'items':[1,]}", "nul", "{} {}", "{}x")) {
      Mismatch mismatch = mismatch(Tree.class, json);
      assertThat(mismatch.code()).as(json).isEqualTo("malformed-json");
    }
    assertThat(mismatch(Item.class, "{\n  'quantity': x}").message())
        .contains("Unrecognized token 'x'")
        .contains("(line 2, column ");
    byte[] notUtf8 = {'{', '"', (byte) 0xC3, '(', '"', ':', '1', '}'};
    assertThatThrownBy(() -> JsonCodec.of(Item.class).decode(notUtf8))
        .isInstanceOf(JsonMismatchException.class)
        .hasMessageContaining("Invalid UTF-8");
  }

  @Test
  void too_deep_a_nesting_is_refused() {
    String deep = "{'name':'','children':[".repeat(500) + "]}".repeat(500);
    Mismatch mismatch = mismatch(Tree.class, deep);
    assertThat(mismatch.code()).isEqualTo("out-of-range");
    assertThat(mismatch.message()).contains("depth");
    String unknown = "{'a':" + "[".repeat(100_000) + "}";
    assertThat(mismatch(Item.class, unknown).code()).isEqualTo("out-of-range");
  }

  @Test
  void what_a_record_refuses_itself_is_told_in_its_own_words() {
    assertThat(mismatch(Even.class, "{'number':3}"))
        .isEqualTo(new Mismatch("out-of-range", "", "number must be even, but is 3"));
  }

  @Test
  void replies_of_any_kind_have_json() {
    assertThat(JsonCodec.replyTree(null)).hasToString("null");
    assertThat(JsonCodec.replyTree(Optional.of(new BigDecimal("1.50")))).hasToString("\"1.50\"");
    assertThat(JsonCodec.replyTree(List.of(1, Color.RED, new Payment.Cash())))
        .hasToString("[1,\"RED\",{}]");
    assertThat(JsonCodec.replyTree(Map.of("b", 2L, "a", true))).hasToString("{\"a\":true,\"b\":2}");
    assertThatThrownBy(() -> JsonCodec.replyTree(new Object()))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("The reply has no JSON: Object has the type java.lang.Object");
  }

  private static <T> T decode(Class<T> type, String json) {
    return JsonCodec.of(type).decode(json.replace('\'', '"').getBytes(UTF_8));
  }

  private static List<Mismatch> refusal(Class<?> type, String json) {
    JsonMismatchException thrown =
        catchThrowableOfType(JsonMismatchException.class, () -> decode(type, json));
    assertThat(thrown).as(json).isNotNull();
    return thrown.mismatches();
  }

  private static List<String> mismatches(Class<?> type, String json) {
    return refusal(type, json).stream().map(m -> m.code() + " " + m.pointer()).toList();
  }

  private static Mismatch mismatch(Class<?> type, String json) {
    List<Mismatch> mismatches = refusal(type, json);
    assertThat(mismatches).hasSize(1);
    return mismatches.getFirst();
  }
}
