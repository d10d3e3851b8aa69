package io.sillok.protocol.schema.declared;

import static io.sillok.protocol.schema.declared.Documents.record;
import static io.sillok.protocol.schema.declared.Documents.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Schemas that Avro takes, but that declare what events cannot keep. */
class UnsupportedSchemasTest {

  @Test
  void a_union_is_one_type_or_null_or_one_of_several_records() {
    refused(
        "['int','string']",
        "/fields/0/type",
        "E.a is one of [int, string]; it can be one type or null, or one of several records");
    refused("['null','int','string']", "/fields/0/type", "E.a is one of [null, int, string]");
    refused("['int']", "/fields/0/type", "E.a is one of [int]");
    refused("['null']", "/fields/0/type", "E.a is one of [null]");
    refused("[]", "/fields/0/type", "E.a is one of []");
    refused("'null'", "/fields/0/type", "E.a is always null; leave it out");
    refused("{'type':'map','values':'null'}", "/fields/0/type/values", "E.a[] is always null");
  }

  @Test
  void the_records_of_a_union_are_told_apart_by_their_names() {
    refused(
        "[{'type':'record','name':'x.Paid','fields':[]},{'type':'record','name':'y.Paid','fields':[]}]",
        "/fields/0/type",
        "E.a has two records with the name 'paid'; rename one by sillok.name");
    refused(
        "['null',{'type':'record','name':'_A','fields':[]},{'type':'record','name':'B','fields':[]}]",
        "/fields/0/type",
        "E.a is told by the name '-a' of _A, which is not kebab case");
    refused(
        "[{'type':'record','name':'A','fields':[{'name':'type','type':'int'}]}]",
        "/fields/0/type",
        "E.a holds A.type, which has the name that tells the records apart in JSON; rename it");
    refused(
        "{'type':'record','name':'A','sillok.name':'Not Kebab','fields':[]}",
        "/fields/0/type/sillok.name",
        "E.a is 'Not Kebab', which is not kebab case");
  }

  @Test
  void a_logical_type_stands_on_its_own_type_and_is_known() {
    refused(
        "{'type':'string','logicalType':'timestamp-micros'}",
        "/fields/0/type",
        "E.a has the logicalType timestamp-micros on string; write it on long");
    refused(
        "{'type':'long','logicalType':'date'}",
        "/fields/0/type",
        "E.a has the logicalType date on long; write it on int");
    refused(
        "{'type':'string','logicalType':'decimal','precision':4}",
        "/fields/0/type",
        "E.a has the logicalType decimal on string; write it on bytes or fixed");
    refused(
        "{'type':'array','items':'int','logicalType':'uuid'}",
        "/fields/0/type",
        "E.a has the logicalType uuid on array; write it on string");
    refused(
        "{'type':'fixed','name':'F','size':16,'logicalType':'uuid'}",
        "/fields/0/type",
        "E.a has the logicalType uuid on fixed; write it on string");
    refused(
        "{'type':'string','logicalType':'e-mail'}",
        "/fields/0/type",
        "E.a has the logicalType 'e-mail', which is not known; leave it out, or use decimal, big-decimal, big-integer, date, duration-nanos, local-timestamp-micros");
    refused(
        "{'type':'fixed','name':'F','size':12,'logicalType':'duration'}",
        "/fields/0/type",
        "whose months are no fixed time; use long with duration-nanos");
    refused(
        "'long','logicalType':'timestamp-millis'",
        "/fields/0/logicalType",
        "E.a stands beside the type, where it means nothing; write it into the type");
  }

  @Test
  void a_decimal_has_digits_that_fit() {
    refused(
        "{'type':'bytes','logicalType':'decimal'}",
        "/fields/0/type",
        "E.a is a decimal whose precision is null; give it a whole number");
    refused(
        "{'type':'bytes','logicalType':'decimal','precision':'9'}",
        "/fields/0/type",
        "whose precision is 9; give it a whole number");
    refused(
        "{'type':'bytes','logicalType':'decimal','precision':2,'scale':3}",
        "/fields/0/type",
        "precision 2 and scale 3; the precision is at least 1, and the scale from 0 to the precision");
    refused(
        "{'type':'bytes','logicalType':'decimal','precision':0}",
        "/fields/0/type",
        "precision 0 and scale 0");
    refused(
        "{'type':'bytes','logicalType':'decimal','precision':1001}",
        "/fields/0/type",
        "precision 1001; it can be at most 1000");
    refused(
        "{'type':'fixed','name':'F','size':2,'logicalType':'decimal','precision':5}",
        "/fields/0/type",
        "precision 5 in 2 bytes, which cannot hold that many digits");
  }

  @Test
  void a_record_without_fields_is_not_collected() {
    refused(
        "{'type':'array','items':{'type':'record','name':'N','fields':[]}}",
        "/fields/0/type/items",
        "E.a[] collects N, which has no fields; keep how many there are in an int");
    refused(
        "{'type':'map','values':{'type':'record','name':'N','fields':[{'name':'o','type':{'type':'record','name':'O','fields':[]}}]}}",
        "/fields/0/type/values",
        "E.a[] collects N, which has no fields");
  }

  @Test
  void defaults_are_of_their_types() {
    badDefault("'int'", "'x'", "E.a is \"x\", which is no int");
    badDefault("'int'", "1.0", "which is no int");
    badDefault("'int'", "3000000000", "which is no int");
    badDefault("'long'", "9223372036854775808", "which is no long");
    badDefault("'string'", "null", "E.a is null, which is no string");
    badDefault("'boolean'", "0", "which is no boolean");
    badDefault("'float'", "1e39", "which is no float");
    badDefault("'bytes'", "'€'", "which is no text of characters below 256");
    badDefault(
        "{'type':'fixed','name':'F','size':2}",
        "'abc'",
        "which is no text of 2 characters below 256");
    badDefault("{'type':'enum','name':'C','symbols':['X']}", "'Y'", "which is no symbol of C");
    badDefault("['null','int']", "'x'", "which is no int");
    badDefault("{'type':'array','items':'int'}", "{}", "which is no array");
    badDefault("{'type':'map','values':'int'}", "[]", "which is no object");
    badDefault(
        "[{'type':'record','name':'A','fields':[{'name':'x','type':'int'}]},{'type':'record','name':'B','fields':[]}]",
        "{'x':'y'}",
        "which is none of its records");
  }

  @Test
  void what_is_wrong_within_a_default_is_found_there() {
    String line =
        "{'type':'record','name':'L','fields':[{'name':'x','type':'int'},{'name':'y','type':'int','default':1}]}";
    refused(
        "{'type':'array','items':'int'},'default':[1,'x']",
        "/fields/0/default/1",
        "E.a is \"x\", which is no int");
    refused(
        line + ",'default':{'x':1,'y':'z'}",
        "/fields/0/default/y",
        "E.a is \"z\", which is no int");
    badDefault(line, "{'y':1}", "E.a lacks \"x\", which L has");
    badDefault(line, "{'x':1,'z':1}", "E.a has \"z\", which L does not have");
    badDefault("{'type':'string','logicalType':'uuid'}", "'x'", "a UUID is malformed");
    badDefault(
        "{'type':'string','logicalType':'uuid'}",
        "'AAAAAAAA-0000-0000-0000-000000000000'",
        "but means \"aaaaaaaa-0000-0000-0000-000000000000\"; write it so that it is the same");
    badDefault(
        "{'type':'bytes','logicalType':'decimal','precision':2}",
        "'\\u03ff'",
        "which is no text of characters below 256");
    badDefault(
        "{'type':'bytes','logicalType':'decimal','precision':2}",
        "'\\u0003\\u00ff'",
        "a decimal has more than 2 digits");
    badDefault(
        "{'type':'int','logicalType':'time-millis'}",
        "86400000",
        "a time of the day is 86400000 milliseconds after midnight");
  }

  @Test
  void a_default_that_grows_beyond_measure_is_refused() {
    String endless = "{'type':'record','name':'R','fields':[{'name':'r','type':'R','default':{}}]}";
    refused(endless, null, "is too large; leave it out, or make it smaller");
    StringBuilder fields =
        new StringBuilder(
            "{'type':'record','name':'R0','fields':[{'name':'x','type':'int','default':0}]}");
    for (int level = 1; level < 30; level++) {
      fields.insert(
          0, "{'type':'record','name':'R%d','fields':[{'name':'a','type':".formatted(level));
      fields.append(",'default':{}},{'name':'b','type':'R%d','default':{}}]}".formatted(level - 1));
    }
    refused(
        fields.toString(), null, "has more than 10000 fields with all of the records within it");
  }

  @Test
  void a_schema_that_was_not_parsed_here_is_checked_as_well() {
    List<Schema> parts = new ArrayList<>(List.of(Schema.create(Schema.Type.INT)));
    parts.add(Schema.create(Schema.Type.STRING));
    Schema schema =
        Schema.createRecord(
            "E", null, null, false, List.of(new Schema.Field("a", Schema.createUnion(parts))));
    InvalidSchemaException thrown =
        catchThrowableOfType(InvalidSchemaException.class, () -> DeclaredCodec.of(schema));
    assertThat(thrown)
        .hasMessage(
            "E.a is one of [int, string]; it can be one type or null, or one of several records (at /fields/0/type)");
  }

  private static void badDefault(String type, String value, String reason) {
    refused(type + ",'default':" + value, "/fields/0/default", reason);
  }

  private static void refused(String type, @Nullable String pointer, String reason) {
    InvalidSchemaException thrown =
        catchThrowableOfType(
            InvalidSchemaException.class, () -> schema(record("'name':'a','type':" + type)));
    assertThat(thrown).as(type).isNotNull();
    assertThat(thrown.reason()).contains(reason);
    if (pointer != null) {
      assertThat(thrown.pointer()).isEqualTo(pointer);
    }
  }
}
