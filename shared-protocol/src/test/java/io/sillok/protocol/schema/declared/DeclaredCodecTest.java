package io.sillok.protocol.schema.declared;

import static io.sillok.protocol.schema.declared.Documents.codecOf;
import static io.sillok.protocol.schema.declared.Documents.event;
import static io.sillok.protocol.schema.declared.Documents.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclaredCodecTest {

  private static final String MONEY =
      "{'type':'bytes','logicalType':'decimal','precision':5,'scale':2}";

  @Test
  void what_only_avro_has_is_written_as_iso_8601_and_decimals_say() {
    same("{'type':'long','logicalType':'timestamp-millis'}", "'2026-01-31T12:00:00.123Z'");
    same("{'type':'long','logicalType':'timestamp-millis'}", "'-0044-03-15T12:00:00Z'");
    same("{'type':'long','logicalType':'timestamp-nanos'}", "'2026-01-31T12:00:00.123456789Z'");
    same("{'type':'long','logicalType':'timestamp-nanos'}", "'1677-09-21T00:12:43.145224192Z'");
    same("{'type':'long','logicalType':'timestamp-nanos'}", "'2262-04-11T23:47:16.854775807Z'");
    same("{'type':'long','logicalType':'local-timestamp-millis'}", "'2026-01-31T12:00:00.5'");
    same("{'type':'long','logicalType':'local-timestamp-micros'}", "'1969-12-31T23:59:59.999999'");
    same("{'type':'long','logicalType':'local-timestamp-nanos'}", "'2026-01-31T12:00:00'");
    same("{'type':'int','logicalType':'time-millis'}", "'23:59:59.999'");
    same("{'type':'long','logicalType':'time-micros'}", "'00:00:00'");
    same(MONEY, "'-999.99'");
    same(MONEY, "'0.00'");
    same("{'type':'fixed','name':'F','size':3,'logicalType':'decimal','precision':6}", "'-999999'");
    same("{'type':'fixed','name':'F','size':3}", "'AAEC'");
    same("{'type':'array','items':['null','int']}", "[1,null,2]");
    same("{'type':'map','values':['string','null']}", "{'x':null,'y':'z'}");
  }

  @Test
  void what_means_the_same_is_written_in_one_form() {
    canonical(MONEY, "4.5", "'4.50'");
    canonical(MONEY, "'4.5000'", "'4.50'");
    canonical(MONEY, "1e2", "'100.00'");
    canonical("{'type':'int','logicalType':'time-millis'}", "'12:00'", "'12:00:00'");
    canonical(
        "{'type':'long','logicalType':'local-timestamp-nanos'}",
        "'2026-01-31T12:00'",
        "'2026-01-31T12:00:00'");
    canonical(
        "{'type':'long','logicalType':'timestamp-millis'}",
        "'2026-01-31T14:00:00+02:00'",
        "'2026-01-31T12:00:00Z'");
    canonical(
        "{'type':'string','logicalType':'uuid'}",
        "'ABCDEF00-0000-0000-0000-000000000000'",
        "'abcdef00-0000-0000-0000-000000000000'");
    canonical("'double'", "3", "3.0");
  }

  @Test
  void whole_numbers_are_exact() {
    same("'long'", "9007199254740993");
    same("'long'", "-9223372036854775808");
    same("{'type':'bytes','logicalType':'big-integer'}", "'123456789012345678901234567890'");
    canonical(
        "{'type':'bytes','logicalType':'big-decimal'}",
        "0.12345678901234567890",
        "'0.12345678901234567890'");
    canonical("{'type':'bytes','logicalType':'big-decimal'}", "4.50", "'4.50'");
    refused(
        "'int'",
        "2147483648",
        "out-of-range /a Must be between -2147483648 and 2147483647, but is 2147483648");
    refused(
        "'long'",
        "9223372036854775808",
        "out-of-range /a Must be between -9223372036854775808 and 9223372036854775807, but is 9223372036854775808");
    refused("'long'", "1.0", "wrong-type /a Expected a whole number, but found the number 1.0");
  }

  @Test
  void what_does_not_fit_is_refused() {
    refused(
        MONEY,
        "1.005",
        "out-of-range /a Must have at most 2 digits behind the point, but is 1.005");
    refused(
        MONEY,
        "'1000'",
        "out-of-range /a Must have at most 5 digits, 2 of them behind the point, but is 1000");
    refused(
        MONEY,
        "'1,5'",
        "wrong-type /a Expected a decimal number, or a string of one, but found the string \"1,5\"");
    refused(
        "{'type':'fixed','name':'F','size':3}",
        "'AAE='",
        "out-of-range /a Must be 3 bytes in base64, but is 2");
    refused(
        "{'type':'long','logicalType':'timestamp-millis'}",
        "'2026-01-31T12:00:00.0001Z'",
        "out-of-range /a Must not be finer than a millisecond, but is 2026-01-31T12:00:00.0001Z");
    refused(
        "{'type':'long','logicalType':'timestamp-millis'}",
        "'+999999999-01-31T12:00:00Z'",
        "out-of-range /a Must be within 292 million years of 1970, but is +999999999-01-31T12:00:00Z");
    refused(
        "{'type':'long','logicalType':'timestamp-nanos'}",
        "'2262-04-11T23:47:16.854775808Z'",
        "out-of-range /a Must be within 292 years of 1970, but is 2262-04-11T23:47:16.854775808Z");
    refused(
        "{'type':'long','logicalType':'timestamp-millis'}",
        "1767225600",
        "wrong-type /a Expected an instant such as 2026-01-31T12:00:00Z, but found the number 1767225600");
    refused(
        "{'type':'long','logicalType':'local-timestamp-millis'}",
        "'2026-01-31T12:00:00Z'",
        "wrong-type /a Expected a local date and time such as 2026-01-31T12:00:00, but found the string \"2026-01-31T12:00:00Z\"");
    refused(
        "{'type':'int','logicalType':'time-millis'}",
        "'25:00'",
        "wrong-type /a Expected a time of the day such as 12:00:00, but found the string \"25:00\"");
    refused(
        "{'type':'long','logicalType':'time-micros'}",
        "'12:00:00.0000001'",
        "out-of-range /a Must not be finer than a microsecond, but is 12:00:00.0000001");
    refused("'string'", "'\\ud83d'", "out-of-range /a Has half a surrogate pair; remove it");
    refused(
        "{'type':'enum','name':'C','symbols':['RED','GREEN']}",
        "'red'",
        "wrong-type /a Expected one of RED, GREEN, but found the string \"red\"");
  }

  @Test
  void a_key_is_text() {
    DeclaredCodec codec = codecOf("{'type':'map','values':'int'}");
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.putObject("a").put("\ud83d", 1);
    assertThatThrownBy(() -> codec.encode(event))
        .isInstanceOf(JsonMismatchException.class)
        .hasMessage("A key has half a surrogate pair; remove it");
    same("{'type':'map','values':'int'}", "{'':1,'\ud83d\ude00':2}");
  }

  @Test
  void a_tree_of_any_mapper_is_taken() throws Exception {
    DeclaredCodec codec =
        DeclaredCodec.of(
            event(
                "'name':'f','type':'float'",
                "'name':'d','type':'double'",
                "'name':'m','type':" + MONEY));
    JsonNode plain = new JsonMapper().readTree("{\"f\":0.1,\"d\":0.1,\"m\":0.1}");
    JsonNode narrow = ((ObjectNode) plain.deepCopy()).put("d", 0.1f).put("f", 0.1f);
    JsonNode exact = json("{'f':0.1,'d':0.1,'m':0.1}");
    assertThat(codec.encode(plain)).isEqualTo(codec.encode(exact)).isEqualTo(codec.encode(narrow));
    ObjectNode integers = JsonNodeFactory.instance.objectNode().put("f", (short) 1).put("d", 1L);
    assertThat(codec.encode(integers.put("m", 1)))
        .isEqualTo(codec.encode(json("{'f':1,'d':1,'m':1}")));
    ObjectNode none = ((ObjectNode) plain).put("d", Double.NaN);
    assertThatThrownBy(() -> codec.encode(none))
        .isInstanceOf(JsonMismatchException.class)
        .hasMessage("Must be at most 1.7976931348623157E308, but is NaN");
  }

  @Test
  void the_sign_of_zero_is_kept() {
    DeclaredCodec codec = codecOf("'double'");
    byte[] negative = codec.encode(json("{'a':-0.0}"));
    assertThat(negative).isNotEqualTo(codec.encode(json("{'a':0.0}")));
    assertThat(codec.decode(negative, codec.schema())).hasToString("{\"a\":-0.0}");
  }

  @Test
  void a_field_that_is_left_out_holds_its_default() {
    DeclaredCodec codec =
        DeclaredCodec.of(
            event(
                "'name':'a','type':'int','default':7",
                "'name':'b','type':['null','string'],'default':null",
                "'name':'c','type':['string','null'],'default':'x'",
                "'name':'d','type':['string','null']",
                "'name':'e','type':{'type':'array','items':'int'},'default':[1]",
                "'name':'f','type':{'type':'record','name':'P','fields':[{'name':'x','type':'int'},{'name':'y','type':'bytes','default':'\\u00ff'}]},'default':{'x':1}",
                "'name':'g','type':{'type':'long','logicalType':'timestamp-millis'},'default':1500",
                "'name':'h','type':" + MONEY + ",'default':'\\u0001\\u00f4'",
                "'name':'i','type':['null',{'type':'record','name':'Q','fields':[]},'P'],'default':{'x':2}"));
    String full =
        "{'a':7,'c':'x','e':[1],'f':{'x':1,'y':'/w=='},'g':'1970-01-01T00:00:01.500Z','h':'5.00','i':{'type':'p','x':2,'y':'/w=='}}";
    assertThat(codec.encode(json("{}"))).isEqualTo(codec.encode(json(full)));
    assertThat(codec.decode(codec.encode(json("{}")), codec.schema())).isEqualTo(json(full));
    assertThat(
            codec.decode(
                codec.encode(json("{'c':null,'d':null,'b':'y','i':null}")), codec.schema()))
        .isEqualTo(
            json(
                full.replace("'c':'x'", "'b':'y','c':null")
                    .replace("'i':{'type':'p','x':2,'y':'/w=='}", "'i':null")));
    JsonNode decoded = codec.decode(codec.encode(json("{}")), codec.schema());
    ((ObjectNode) decoded.get("f")).put("x", 9);
    assertThat(codec.decode(codec.encode(json("{}")), codec.schema())).isEqualTo(json(full));
  }

  @Test
  void all_that_is_wrong_is_told_with_its_place() {
    DeclaredCodec codec =
        DeclaredCodec.of(
            event(
                "'name':'id','type':'string'",
                "'name':'lines','type':{'type':'array','items':{'type':'record','name':'Line','fields':[{'name':'count','type':'int'}]}}",
                "'name':'by','type':{'type':'map','values':'Line'}",
                "'name':'note','type':['null','string']"));
    assertThat(
            mismatches(
                codec,
                "{'lines':[{'count':'1'},{},[],{'count':1,'x':2}],'by':{'a/~':{'count':null}},'note':5,'z':0}"))
        .containsExactly(
            "wrong-type /lines/0/count Expected a whole number, but found the string \"1\"",
            "missing-field /lines/1/count \"count\" is required; add it",
            "wrong-type /lines/2 Expected an object, but found an array",
            "unknown-field /lines/3/x \"x\" is not known; line has count",
            "wrong-type /by/a~1~0/count Expected a whole number, but found null",
            "wrong-type /note Expected a string, but found the number 5",
            "unknown-field /z \"z\" is not known; e has id, lines, by, note",
            "missing-field /id \"id\" is required; add it");
    assertThat(mismatches(codec, "null"))
        .containsExactly("wrong-type  Expected an object, but found null");
    assertThat(mismatches(codec, "[1]"))
        .containsExactly("wrong-type  Expected an object, but found an array");
  }

  @Test
  void too_deep_a_nesting_is_refused() {
    DeclaredCodec codec = codecOf("['null','E']");
    ObjectNode deepest = JsonNodeFactory.instance.objectNode();
    ObjectNode root = deepest;
    for (int depth = 1; depth < 200; depth++) {
      ObjectNode outer = JsonNodeFactory.instance.objectNode();
      outer.set("a", root);
      root = outer;
    }
    assertThat(codec.decode(codec.encode(root), codec.schema())).isEqualTo(root);
    deepest.putObject("a");
    JsonNode tooDeep = root;
    JsonMismatchException thrown =
        catchThrowableOfType(JsonMismatchException.class, () -> codec.encode(tooDeep));
    assertThat(thrown.mismatches())
        .containsExactly(
            new Mismatch(
                "out-of-range",
                "/a".repeat(200),
                "Is nested deeper than 200 records; make it a list"));
  }

  @Test
  void broken_bytes_are_refused() {
    DeclaredCodec codec = codecOf("'string'");
    byte[] bytes = codec.encode(json("{'a':'xyz'}"));
    for (int length = 0; length < bytes.length; length++) {
      byte[] shorter = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> codec.decode(shorter, codec.schema()))
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("The bytes are not of the schema");
    }
    assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, 9), codec.schema()))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("5 bytes follow the value");
    DeclaredCodec time = codecOf("{'type':'int','logicalType':'time-millis'}");
    assertThatThrownBy(() -> time.decode(new byte[] {1}, time.schema()))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("a time of the day is -1 milliseconds after midnight");
    DeclaredCodec money = codecOf(MONEY);
    assertThatThrownBy(() -> money.decode(new byte[] {0}, money.schema()))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("a decimal has no digits");
  }

  @Test
  void a_document_is_read_exactly_or_refused() {
    assertThat(json("{'a':[1,4.50,true,null,{'b':'c'}]}"))
        .hasToString("{\"a\":[1,4.50,true,null,{\"b\":\"c\"}]}");
    assertThat(readMismatch("{'a':1,'b':{'c':1,'c':2}}"))
        .startsWith("malformed-json /b/c \"c\" stands in the object twice");
    assertThat(readMismatch("{'a':[{'b':1,'b':{'c':[{}]}}]}"))
        .startsWith("malformed-json /a/0/b \"b\" stands in the object twice");
    assertThat(readMismatch("{'a':1e99999999999999999999}"))
        .startsWith("out-of-range /a Has an exponent beyond all measure");
    assertThat(readMismatch("{'a':")).startsWith("malformed-json /a");
    assertThat(readMismatch("[".repeat(300))).startsWith("out-of-range");
    assertThat(readMismatch("{'a':" + "9".repeat(2000) + "}")).startsWith("out-of-range /a");
  }

  @Test
  void the_fingerprint_tells_what_the_bytes_mean() {
    DeclaredCodec money = codecOf(MONEY);
    assertThat(money.fingerprint()).isEqualTo(AvroCodec.fingerprintOf(money.schema()));
    List<Long> others =
        List.of(
            codecOf("{'type':'bytes','logicalType':'decimal','precision':5,'scale':3}")
                .fingerprint(),
            codecOf("{'type':'bytes','logicalType':'decimal','precision':5}").fingerprint(),
            codecOf("'bytes'").fingerprint());
    assertThat(others).doesNotContain(money.fingerprint()).doesNotHaveDuplicates();
    assertThat(
            codecOf("{'type':'bytes','logicalType':'decimal','precision':5,'scale':0}")
                .fingerprint())
        .isEqualTo(others.get(1));
  }

  private static String readMismatch(String document) {
    JsonMismatchException thrown =
        catchThrowableOfType(
            JsonMismatchException.class,
            () -> DeclaredCodec.readTree(document.replace('\'', '"').getBytes(UTF_8)));
    return inWords(thrown.mismatches().getFirst());
  }

  private static void same(String type, String value) {
    canonical(type, value, value);
  }

  private static void canonical(String type, String value, String expected) {
    DeclaredCodec codec = codecOf(type);
    byte[] bytes = codec.encode(json("{'a':%s}".formatted(value)));
    assertThat(codec.decode(bytes, codec.schema()))
        .hasToString("{'a':%s}".formatted(expected).replace('\'', '"'));
  }

  private static void refused(String type, String value, String mismatch) {
    assertThat(mismatches(codecOf(type), "{'a':%s}".formatted(value))).containsExactly(mismatch);
  }

  private static List<String> mismatches(DeclaredCodec codec, String event) {
    JsonMismatchException thrown =
        catchThrowableOfType(JsonMismatchException.class, () -> codec.encode(json(event)));
    assertThat(thrown).as(event).isNotNull();
    return thrown.mismatches().stream().map(DeclaredCodecTest::inWords).toList();
  }

  private static String inWords(Mismatch mismatch) {
    return mismatch.code() + " " + mismatch.pointer() + " " + mismatch.message();
  }
}
