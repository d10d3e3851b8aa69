package io.sillok.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which definitions read alike, and which do not although their bytes are the same. */
final class ReaderFormTest {

  private static final String PLAIN =
      "{'type':'record','name':'E','fields':[{'name':'a','type':'int'},"
          + "{'name':'c','type':{'type':'enum','name':'C','symbols':['X','Y']}}]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'int','default':0}",
        "'int','default':7}",
        "'int','aliases':['b']}",
        "'int','aliases':['b','d']}"
      })
  void defaults_and_aliases_tell_definitions_apart_with_the_same_bytes(String other) {
    Schema plain = schema(PLAIN);
    Schema changed = schema(PLAIN.replace("'int'}", other));
    assertThat(AvroCodec.fingerprintOf(changed)).isEqualTo(AvroCodec.fingerprintOf(plain));
    assertThat(AvroCodec.readAlike(plain, changed)).isFalse();
    assertThat(AvroCodec.readAlike(changed, schema(changed.toString()))).isTrue();
  }

  @Test
  void the_default_of_an_enum_and_the_name_in_json_tell_them_apart() {
    assertThat(
            AvroCodec.readAlike(schema(PLAIN), schema(PLAIN.replace("'Y']", "'Y'],'default':'X'"))))
        .isFalse();
    assertThat(
            AvroCodec.readAlike(
                schema(PLAIN), schema(PLAIN.replace("'name':'E'", "'name':'E','sillok.name':'f'"))))
        .isFalse();
  }

  @Test
  void what_people_read_and_the_order_of_aliases_do_not() {
    Schema aliased = schema(PLAIN.replace("'int'}", "'int','aliases':['b','d']}"));
    Schema told =
        schema(
            PLAIN
                .replace("'int'}", "'int','aliases':['d','b'],'doc':'how many'}")
                .replace("'name':'E'", "'name':'E','sillok.compatibility':'NONE'"));
    assertThat(AvroCodec.readAlike(aliased, told)).isTrue();
  }

  @Test
  void a_default_is_compared_with_all_that_is_in_it() {
    String map = "{'name':'a','type':{'type':'map','values':'int'},'default':{'doc':%d}}";
    String record = "{'type':'record','name':'E','fields':[%s]}";
    assertThat(
            AvroCodec.readAlike(
                schema(record.formatted(map.formatted(1))),
                schema(record.formatted(map.formatted(2)))))
        .isFalse();
  }

  private static Schema schema(String json) {
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }
}
