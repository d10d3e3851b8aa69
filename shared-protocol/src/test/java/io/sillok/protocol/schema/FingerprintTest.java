package io.sillok.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.protocol.schema.Samples.Everything;
import io.sillok.protocol.schema.Samples.Payment;
import io.sillok.protocol.schema.Samples.Tree;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  /** Stored with every event, so these never change. */
  @Test
  void fingerprints_stay_what_they_are() {
    assertThat(hex(Tree.class)).isEqualTo("3f41f8d75a1ba15f");
    assertThat(hex(Payment.class)).isEqualTo("dd482600566c5a4e");
    assertThat(hex(Everything.class)).isEqualTo("20dfbd5199a62f73");
  }

  @Test
  void a_schema_that_was_stored_and_parsed_has_the_same_fingerprint() {
    AvroCodec<Everything> codec = AvroCodec.of(Everything.class);
    Schema parsed = new Schema.Parser().parse(codec.schema().toString());
    assertThat(AvroCodec.fingerprintOf(parsed)).isEqualTo(codec.fingerprint());
  }

  @Test
  void a_schema_without_logical_types_has_the_fingerprint_of_the_avro_specification() {
    Schema schema = AvroCodec.of(Tree.class).schema();
    assertThat(AvroCodec.fingerprintOf(schema))
        .isEqualTo(SchemaNormalization.parsingFingerprint64(schema));
  }

  @Test
  void a_change_of_meaning_changes_the_fingerprint_and_nothing_else_does() {
    long plain = of("{'name':'a','type':'long'}");
    assertThat(of("{'name':'a','type':'long','default':7,'doc':'d','aliases':['z']}"))
        .isEqualTo(plain);
    List<String> changes =
        List.of(
            "{'name':'b','type':'long'}",
            "{'name':'a','type':'int'}",
            "{'name':'a','type':['null','long']}",
            "{'name':'a','type':{'type':'long','logicalType':'timestamp-micros'}}",
            "{'name':'a','type':{'type':'long','logicalType':'duration-nanos'}}");
    assertThat(changes.stream().map(FingerprintTest::of).toList())
        .doesNotContain(plain)
        .doesNotHaveDuplicates();
  }

  private static long of(String field) {
    String json = "{'type':'record','name':'R','fields':[%s]}".formatted(field);
    return AvroCodec.fingerprintOf(new Schema.Parser().parse(json.replace('\'', '"')));
  }

  private static String hex(Class<?> type) {
    return HexFormat.of().toHexDigits(AvroCodec.of(type).fingerprint());
  }
}
