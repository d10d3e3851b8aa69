package io.sillok.protocol.schema.declared;

import static io.sillok.protocol.schema.declared.Documents.event;
import static io.sillok.protocol.schema.declared.Documents.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.protocol.schema.CodecException;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What a declared event may become and still read what was written before. */
class DeclaredEvolutionTest {

  private static final String COLORS =
      "'name':'c','type':{'type':'enum','name':'C','symbols':[%s]}";

  @Test
  void fields_are_added_with_a_default_removed_and_reordered() {
    Schema first =
        event(
            "'name':'a','type':'string'",
            "'name':'gone','type':{'type':'map','values':{'type':'array','items':['null','double']}}",
            "'name':'b','type':'int'");
    Schema second =
        event(
            "'name':'b','type':'int'",
            "'name':'optional','type':['null','string'],'default':null",
            "'name':'nullable','type':['string','null']",
            "'name':'list','type':{'type':'array','items':'int'},'default':[1,2]",
            "'name':'a','type':'string'",
            "'name':'moment','type':{'type':'long','logicalType':'timestamp-micros'},'default':0");
    assertThat(read("{'a':'x','gone':{'y':[0.5,null]},'b':3}", first, second))
        .isEqualTo("{'b':3,'list':[1,2],'a':'x','moment':'1970-01-01T00:00:00Z'}");
    assertThat(DeclaredCodec.of(second).unreadable(first)).isEmpty();
    assertThat(DeclaredCodec.of(first).unreadable(second))
        .hasValue(
            "E.gone is required, but was not written with schema E; give it a default, or a union with null");
  }

  @Test
  void numbers_widen_where_no_digit_is_lost() {
    Schema first =
        event("'name':'a','type':'int'", "'name':'b','type':'long'", "'name':'c','type':'float'");
    Schema second =
        event(
            "'name':'a','type':'long'", "'name':'b','type':'double'", "'name':'c','type':'double'");
    assertThat(read("{'a':-5,'b':9007199254740992,'c':0.5}", first, second))
        .isEqualTo("{'a':-5,'b':9.007199254740992E15,'c':0.5}");
    assertThatThrownBy(() -> read("{'a':-5,'b':9007199254740993,'c':0.5}", first, second))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining(
            "E.b was written as the whole number 9007199254740993, which would lose digits");
    assertThat(DeclaredCodec.of(first).unreadable(second))
        .hasValueSatisfying(why ->
            assertThat(why).contains("E.a was written as long, which cannot be read as int"));
  }

  @Test
  void symbols_are_added_and_those_that_are_not_known_are_the_default() {
    Schema first = event(COLORS.formatted("'RED','GREEN'"));
    Schema second = event(COLORS.formatted("'BLUE','GREEN','RED'"));
    Schema tolerant =
        event(
            COLORS.formatted("'GREEN','RED'],'default':'GREEN'").replace("'GREEN']}", "'GREEN'}"));
    assertThat(read("{'c':'RED'}", first, second)).isEqualTo("{'c':'RED'}");
    assertThat(read("{'c':'BLUE'}", second, tolerant)).isEqualTo("{'c':'GREEN'}");
    assertThatThrownBy(() -> read("{'c':'BLUE'}", second, first))
        .isInstanceOf(CodecException.class)
        .hasMessage("E.c is BLUE, which C does not have; keep symbols that were recorded");
    assertThat(DeclaredCodec.of(first).unreadable(second))
        .hasValue("E.c is BLUE, which C does not have; keep symbols that were recorded");
    assertThat(DeclaredCodec.of(second).unreadable(first)).isEmpty();
    assertThat(DeclaredCodec.of(tolerant).unreadable(second)).isEmpty();
  }

  @Test
  void a_field_becomes_optional_and_required_again() {
    Schema required = event("'name':'a','type':'int'");
    Schema optional = event("'name':'a','type':['null','long']");
    assertThat(read("{'a':1}", required, optional)).isEqualTo("{'a':1}");
    assertThat(read("{'a':1}", event("'name':'a','type':['int','null']"), optional))
        .isEqualTo("{'a':1}");
    assertThat(read("{}", event("'name':'a','type':['int','null']"), optional)).isEqualTo("{}");
    assertThat(read("{'a':1}", event("'name':'a','type':['null','int']"), required))
        .isEqualTo("{'a':1}");
    assertThatThrownBy(() -> read("{}", event("'name':'a','type':['null','int']"), required))
        .isInstanceOf(CodecException.class)
        .hasMessage("E.a holds nothing, but is required");
    assertThat(DeclaredCodec.of(required).unreadable(event("'name':'a','type':['null','int']")))
        .hasValue("E.a holds nothing, but is required");
    assertThat(DeclaredCodec.of(optional).unreadable(required)).isEmpty();
  }

  @Test
  void fields_and_cases_are_renamed_by_an_alias() {
    Schema first =
        event(
            "'name':'old','type':[{'type':'record','name':'x.Paid','fields':[{'name':'p','type':'int'}]}]");
    Schema second =
        event(
            "'name':'fresh','aliases':['old'],'type':['null',{'type':'record','name':'Settled','aliases':['x.Paid'],'fields':[{'name':'p','type':'long'}]},{'type':'record','name':'Open','fields':[]}]");
    assertThat(read("{'old':{'type':'paid','p':3}}", first, second))
        .isEqualTo("{'fresh':{'type':'settled','p':3}}");
    assertThat(DeclaredCodec.of(second).unreadable(first)).isEmpty();
  }

  @Test
  void cases_are_added_and_one_that_was_removed_is_named_when_it_turns_up() {
    String open = "{'type':'record','name':'Open','fields':[]}";
    String paid = "{'type':'record','name':'Paid','fields':[]}";
    Schema both = event("'name':'a','type':[%s,%s]".formatted(open, paid));
    Schema one = event("'name':'a','type':[%s]".formatted(paid));
    Schema plain = event("'name':'a','type':" + paid);
    assertThat(read("{'a':{'type':'paid'}}", one, both)).isEqualTo("{'a':{'type':'paid'}}");
    assertThat(read("{'a':{'type':'paid'}}", both, one)).isEqualTo("{'a':{'type':'paid'}}");
    assertThat(read("{'a':{}}", plain, both)).isEqualTo("{'a':{'type':'paid'}}");
    assertThat(read("{'a':{'type':'paid'}}", both, plain)).isEqualTo("{'a':{}}");
    assertThat(DeclaredCodec.of(one).unreadable(both))
        .hasValueSatisfying(why -> assertThat(why).contains("one of [Paid]"));
    assertThat(DeclaredCodec.of(both).unreadable(one)).isEmpty();
    assertThatThrownBy(() -> read("{'a':{'type':'open'}}", both, one))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("E.a was written as record, which cannot be read as one of [Paid]");
    assertThatThrownBy(() -> read("{'a':{'type':'open'}}", both, plain))
        .isInstanceOf(CodecException.class)
        .hasMessage("E.a holds a Open, but must be a Paid");
  }

  @Test
  void another_meaning_of_the_same_bytes_is_refused() {
    unreadable(
        "'long'",
        "{'type':'long','logicalType':'timestamp-millis'}",
        "was written as long, which cannot be read as timestamp-millis");
    unreadable(
        "{'type':'long','logicalType':'timestamp-micros'}",
        "{'type':'long','logicalType':'timestamp-millis'}",
        "was written as long (timestamp-micros), which cannot be read as timestamp-millis");
    unreadable(
        "{'type':'long','logicalType':'timestamp-millis'}",
        "{'type':'long','logicalType':'timestamp-micros'}",
        "was written as long (timestamp-millis), which cannot be read as timestamp-micros");
    unreadable(
        decimal(4, 2),
        decimal(5, 3),
        "was written as bytes (decimal), which cannot be read as decimal (precision 5, scale 3)");
    unreadable(
        decimal(5, 2),
        decimal(4, 2),
        "was written as bytes (decimal), which cannot be read as decimal (precision 4, scale 2)");
    unreadable("'bytes'", decimal(4, 2), "was written as bytes, which cannot be read as decimal");
    unreadable(
        "{'type':'fixed','name':'F','size':3}",
        "{'type':'fixed','name':'F','size':4}",
        "which cannot be read as fixed of 4 bytes");
    unreadable(
        "{'type':'array','items':'int'}",
        "{'type':'map','values':'int'}",
        "was written as array, which cannot be read as map");
    unreadable(
        "'string'",
        "{'type':'enum','name':'C','symbols':['X']}",
        "was written as string, which cannot be read as enum");
    assertThat(
            read(
                "{'a':'9.99'}",
                event("'name':'a','type':" + decimal(4, 2)),
                event("'name':'a','type':" + decimal(9, 2))))
        .isEqualTo("{'a':'9.99'}");
  }

  @Test
  void a_writer_is_worked_out_once() {
    DeclaredCodec codec = DeclaredCodec.of(event("'name':'a','type':'long'"));
    Schema writer = event("'name':'a','type':'int'");
    byte[] bytes = DeclaredCodec.of(writer).encode(json("{'a':1}"));
    assertThat(codec.decode(bytes, writer))
        .isEqualTo(codec.decode(bytes, new Schema.Parser().parse(writer.toString())));
  }

  private static String decimal(int precision, int scale) {
    return "{'type':'bytes','logicalType':'decimal','precision':%d,'scale':%d}"
        .formatted(precision, scale);
  }

  private static void unreadable(String written, String read, String why) {
    Schema writer = event("'name':'a','type':" + written);
    assertThat(DeclaredCodec.of(event("'name':'a','type':" + read)).unreadable(writer))
        .hasValueSatisfying(reason -> assertThat(reason).startsWith("E.a ").contains(why));
  }

  private static String read(String event, Schema writer, Schema reader) {
    byte[] bytes = DeclaredCodec.of(writer).encode(json(event));
    return DeclaredCodec.of(reader).decode(bytes, writer).toString().replace('"', '\'');
  }
}
