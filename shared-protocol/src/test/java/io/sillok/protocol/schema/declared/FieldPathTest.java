package io.sillok.protocol.schema.declared;

import static io.sillok.protocol.schema.declared.Documents.event;
import static io.sillok.protocol.schema.declared.Documents.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class FieldPathTest {

  private static final Schema ORDER =
      event(
          "'name':'id','type':{'type':'string','logicalType':'uuid'}",
          "'name':'name','type':'string'",
          "'name':'number','type':'int'",
          "'name':'total','type':'long','default':5",
          "'name':'size','type':{'type':'enum','name':'Size','symbols':['S','L']}",
          "'name':'placedAt','type':{'type':'long','logicalType':'timestamp-micros'}",
          "'name':'paidAt','type':{'type':'long','logicalType':'timestamp-millis'}",
          "'name':'seenAt','type':['null',{'type':'long','logicalType':'timestamp-millis'}]",
          "'name':'weight','type':'double'",
          "'name':'day','type':{'type':'int','logicalType':'date'}",
          "'name':'lines','type':{'type':'array','items':'string'}",
          "'name':'payment','type':[{'type':'record','name':'Card','fields':[]},{'type':'record','name':'Cash','fields':[]}]",
          "'name':'buyer','type':{'type':'record','name':'Buyer','fields':[{'name':'code','type':'string'},{'name':'born','type':'int','default':3}]},'default':{'code':'nobody'}",
          "'name':'payer','type':['null','Buyer'],'default':null");

  private static final String EVENT =
      ("{'id':'ABCDEF00-0000-0000-0000-000000000000','name':' n ','number':-0,'size':'L',"
          + "'placedAt':'2026-01-31T14:00:00.000001+02:00','paidAt':'1969-12-31T23:59:59.999Z','buyer':{'code':'b'}}");

  @Test
  void a_codec_works_out_each_of_its_fields_once() {
    DeclaredCodec codec = DeclaredCodec.of(ORDER);
    FieldPath code = codec.field("buyer.code");
    assertThat(code.key(json(EVENT))).isEqualTo("b");
    assertThat(code.key(json("{}"))).isEqualTo("nobody");
    assertThat(codec.field("buyer.code")).isSameAs(code);
    assertThatThrownBy(() -> codec.field("buyer.name"))
        .isInstanceOf(InvalidFieldPathException.class);
  }

  @Test
  void a_key_has_one_text_however_it_is_told() {
    assertThat(key("id")).isEqualTo("abcdef00-0000-0000-0000-000000000000");
    assertThat(key("name")).isEqualTo(" n ");
    assertThat(key("number")).isEqualTo("0");
    assertThat(key("total")).isEqualTo("5");
    assertThat(key("size")).isEqualTo("L");
    assertThat(key("buyer.code")).isEqualTo("b");
    assertThat(key("buyer.born")).isEqualTo("3");
    assertThat(FieldPath.of(ORDER, "buyer.code").key(json("{}"))).isEqualTo("nobody");
  }

  @Test
  void a_value_is_found_as_it_stands_or_by_its_default() {
    JsonNode event = json(EVENT);
    assertThat(FieldPath.of(ORDER, "name").find(event)).contains(json("' n '"));
    assertThat(FieldPath.of(ORDER, "buyer.code").find(event)).contains(json("'b'"));
    assertThat(FieldPath.of(ORDER, "buyer.born").find(event)).contains(json("3"));
    assertThat(FieldPath.of(ORDER, "buyer.code").find(json("{}"))).contains(json("'nobody'"));
    assertThat(FieldPath.of(ORDER, "seenAt").find(event)).isEmpty();
    assertThat(FieldPath.of(ORDER, "payer.code").find(event)).isEmpty();
    assertThat(FieldPath.of(ORDER, "payer.code").find(json("{'payer':null}"))).isEmpty();
    assertThat(FieldPath.of(ORDER, "payer.code").find(json("{'payer':{'code':'p'}}")))
        .contains(json("'p'"));
  }

  @Test
  void a_type_is_told_apart_from_null() {
    assertThat(FieldPath.of(ORDER, "seenAt").schema().getProp("logicalType"))
        .isEqualTo("timestamp-millis");
    assertThat(FieldPath.of(ORDER, "payer").schema().getName()).isEqualTo("Buyer");
  }

  @Test
  void an_event_time_is_an_instant() {
    assertThat(FieldPath.of(ORDER, "placedAt").time(json(EVENT)))
        .isEqualTo(Instant.parse("2026-01-31T12:00:00.000001Z"));
    assertThat(FieldPath.of(ORDER, "paidAt").time(json(EVENT)))
        .isEqualTo(Instant.parse("1969-12-31T23:59:59.999Z"));
  }

  @Test
  void the_key_of_an_event_is_that_of_the_event_as_it_is_read_again() {
    DeclaredCodec codec =
        DeclaredCodec.of(
            event(
                "'name':'id','type':{'type':'string','logicalType':'uuid'}",
                "'name':'n','type':'long','default':7"));
    var sent = json("{'id':'ABCDEF00-0000-0000-0000-000000000000'}");
    var read = codec.decode(codec.encode(sent), codec.schema());
    for (String path : List.of("id", "n")) {
      FieldPath key = FieldPath.of(codec.schema(), path);
      assertThat(key.key(read)).isEqualTo(key.key(sent));
    }
  }

  @Test
  void it_says_what_it_is() {
    FieldPath placedAt = FieldPath.of(ORDER, "placedAt");
    assertThat(placedAt.path()).isEqualTo("placedAt");
    assertThat(placedAt.type()).isEqualTo(Schema.Type.LONG);
    assertThat(placedAt.logicalType()).hasValue("timestamp-micros");
    assertThat(placedAt.isOptional()).isFalse();
    FieldPath payer = FieldPath.of(ORDER, "payer.code");
    assertThat(payer.type()).isEqualTo(Schema.Type.STRING);
    assertThat(payer.logicalType()).isEmpty();
    assertThat(payer.isOptional()).isTrue();
  }

  @Test
  void a_path_that_leads_nowhere_names_the_fields_that_are_there() {
    refused(
        "nam", "'nam' is no field of the event: E has no 'nam'; it has id, name, number, total");
    refused(
        "buyer.id", "'buyer.id' is no field of the event: Buyer has no 'id'; it has code, born");
    refused(
        "name.first",
        "'name.first' is no field of the event: before 'first' it leads to string, which has no fields of its own");
    refused("lines.x", "before 'x' it leads to array");
    refused("payment.x", "before 'x' it leads to one of several records");
    refused("", "'' is no field of the event: E has no ''");
    refused("buyer..code", "Buyer has no ''");
  }

  @Test
  void what_can_be_no_key_or_time_says_why() {
    for (String path : List.of("id", "name", "number", "total", "size", "buyer.code")) {
      assertThat(FieldPath.of(ORDER, path).unfitAsKey()).as(path).isEmpty();
    }
    unfitAsKey(
        "weight",
        "'weight' is of type double, but a key is of type string, int, long, enum or uuid");
    unfitAsKey("day", "'day' is of type int (date), but a key is");
    unfitAsKey("placedAt", "'placedAt' is of type long (timestamp-micros), but a key is");
    unfitAsKey("buyer", "'buyer' is of type record, but a key is");
    unfitAsKey("payment", "'payment' is of type one of several records, but a key is");
    unfitAsKey(
        "payer.code",
        "'payer.code' may be null, but a key is never; choose a field that always has a value");
    unfitAsTime(
        "total",
        "'total' is of type long, but an event time is of type long with logicalType timestamp-micros or timestamp-millis");
    unfitAsTime("day", "'day' is of type int (date), but an event time is");
    unfitAsTime("seenAt", "'seenAt' may be null, but an event time is never");
    assertThatThrownBy(() -> FieldPath.of(ORDER, "weight").key(json(EVENT)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> FieldPath.of(ORDER, "seenAt").time(json(EVENT)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void an_event_that_is_not_of_the_schema_there_is_refused() {
    mismatch(
        "number",
        "{'number':'1'}",
        "wrong-type /number Expected a whole number, but found the string \"1\"");
    mismatch("number", "{}", "missing-field /number \"number\" is required; add it");
    mismatch(
        "buyer.code", "{'buyer':{}}", "missing-field /buyer/code \"code\" is required; add it");
    mismatch("buyer.code", "{'buyer':7}", "missing-field /buyer/code");
    mismatch(
        "size",
        "{'size':'M'}",
        "wrong-type /size Expected one of S, L, but found the string \"M\"");
    mismatch("name", "[]", "missing-field /name");
  }

  private static String key(String path) {
    return FieldPath.of(ORDER, path).key(json(EVENT));
  }

  private static void refused(String path, String message) {
    assertThatThrownBy(() -> FieldPath.of(ORDER, path))
        .isInstanceOf(InvalidFieldPathException.class)
        .hasMessageContaining(message);
  }

  private static void unfitAsKey(String path, String why) {
    assertThat(FieldPath.of(ORDER, path).unfitAsKey())
        .hasValueSatisfying(reason -> assertThat(reason).startsWith(why));
  }

  private static void unfitAsTime(String path, String why) {
    assertThat(FieldPath.of(ORDER, path).unfitAsEventTime())
        .hasValueSatisfying(reason -> assertThat(reason).startsWith(why));
  }

  private static void mismatch(String path, String event, String expected) {
    JsonMismatchException thrown =
        catchThrowableOfType(
            JsonMismatchException.class, () -> FieldPath.of(ORDER, path).key(json(event)));
    Mismatch mismatch = Objects.requireNonNull(thrown).mismatches().getFirst();
    assertThat(mismatch.code() + " " + mismatch.pointer() + " " + mismatch.message())
        .startsWith(expected);
  }
}
