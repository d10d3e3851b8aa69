package io.sillok.protocol.schema.declared;

import static io.sillok.protocol.schema.declared.Documents.json;
import static io.sillok.protocol.schema.declared.Documents.record;
import static io.sillok.protocol.schema.declared.Documents.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaDocumentTest {

  @Test
  void a_schema_is_parsed_as_avro_parses_it() {
    String text =
        """
        {"type": "record", "name": "OrderPlaced", "namespace": "shop", "doc": "d", "sillok.exempt": {},
         "fields": [
          {"name": "id", "type": {"type": "string", "logicalType": "uuid"}, "doc": "x", "order": "ignore"},
          {"name": "size", "type": {"type": "enum", "name": "Size", "symbols": ["S", "L"], "default": "S"},
           "default": "L", "aliases": ["width"]},
          {"name": "other", "type": ["null", "Size"]},
          {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line",
            "fields": [{"name": "parent", "type": ["null", "Line"], "default": null},
                       {"name": "code", "type": {"type": "fixed", "name": "other.Code", "size": 4}}]}}},
          {"name": "again", "type": ["other.Code", "null"]},
          {"name": "by", "type": {"type": "map", "values": "shop.Line"}}]}
        """;
    Schema parsed = SchemaDocument.parse(json(text));
    assertThat(parsed).isEqualTo(new Schema.Parser().parse(text));
    assertThat(DeclaredCodec.of(parsed).schema()).isSameAs(parsed);
  }

  @Test
  void what_is_no_record_is_refused() {
    refused("'int'", "", "An event is a record, but this is of type int");
    refused(
        "{'type':'array','items':'int'}", "", "An event is a record, but this is of type array");
    refused("[" + record() + "]", "", "An event is a record, but this is of type union");
    refused("'OrderPlaced'", "", "'OrderPlaced' is no type; use boolean, int, long, float");
    refused(
        "7",
        "",
        "A schema is an object, the name of a type, or an array of several, but this is 7");
    refused("null", "", "but this is null");
  }

  @Test
  void what_is_missing_is_named() {
    refused("{}", "", "A schema needs a \"type\"; it has nothing");
    refused("{'name':'E','fields':[]}", "", "A schema needs a \"type\"; it has name, fields");
    refused("{'type':'record','fields':[]}", "", "record needs \"name\"; it has type, fields");
    refused("{'type':'record','name':'E'}", "", "record needs \"fields\"; it has type, name");
    refused(record("'name':'a'"), "/fields/0", "A field needs \"type\"; it has name");
    refused(record("'type':'int'"), "/fields/0", "int needs \"name\"");
    String enumeration = "'name':'a','type':{'type':'enum','name':'C'}";
    refused(record(enumeration), "/fields/0/type", "enum needs \"symbols\"; it has type, name");
    refused(
        record("'name':'a','type':{'type':'array'}"), "/fields/0/type", "array needs \"items\"");
    refused(record("'name':'a','type':{'type':'map'}"), "/fields/0/type", "map needs \"values\"");
    refused(
        record("'name':'a','type':{'type':'fixed','name':'F'}"),
        "/fields/0/type",
        "fixed needs \"size\"; it has type, name");
  }

  @Test
  void an_unknown_type_is_named_with_those_that_are_known() {
    refused(
        record("'name':'a','type':{'type':'array','items':'Lin'}"),
        "/fields/0/type/items",
        "'Lin' is no type; use boolean, int, long, float, double, string, bytes, null, E, or define it before");
    refused(
        record(
            "'name':'a','type':'C'",
            "'name':'b','type':{'type':'enum','name':'C','symbols':['X']}"),
        "/fields/0/type",
        "'C' is no type");
    refused(
        record("'name':'a','type':['null',{'type':'datetime'}]"),
        "/fields/0/type/1/type",
        "'datetime' is no type; use record, enum, array, map, fixed, boolean");
    refused(
        record("'name':'a','type':{'type':{'type':'string'}}"),
        "/fields/0/type/type",
        "\"type\" is the name of a type, but this is {\"type\":\"string\"}; write the schema itself");
    refused(
        record("'name':'a','type':{'type':'error','name':'X','fields':[]}"),
        "/fields/0/type/type",
        "'error' is no type");
  }

  @Test
  void names_are_plain_and_unique() {
    refused(
        "{'type':'record','name':'Order-Placed','fields':[]}",
        "/name",
        "'Order-Placed' is not plain; use ASCII letters");
    refused("{'type':'record','name':'Événement','fields':[]}", "/name", "is not plain");
    refused(
        "{'type':'record','name':'E','namespace':'a..b','fields':[]}",
        "/namespace",
        "'' is not plain");
    refused("{'type':'record','name':'a.1.E','fields':[]}", "/name", "'1' is not plain");
    refused(
        "{'type':'record','name':'long','fields':[]}",
        "/name",
        "'long' is the name of a type of Avro");
    refused(
        "{'type':'record','name':'E','aliases':['x y'],'fields':[]}",
        "/aliases/0",
        "'x y' is not plain");
    refused(
        record("'name':'unit price','type':'int'"), "/fields/0/name", "'unit price' is not plain");
    refused(record("'name':'größe','type':'int'"), "/fields/0/name", "'größe' is not plain");
    refused(
        record("'name':'a','type':'int'", "'name':'b','type':'int'", "'name':'a','type':'string'"),
        "/fields/2/name",
        "The record has two fields 'a'; rename one");
    refused(
        record("'name':'a','type':{'type':'enum','name':'C','symbols':['X','Y','X']}"),
        "/fields/0/type/symbols/2",
        "The enum has 'X' twice; remove one");
    refused(
        record("'name':'a','type':{'type':'enum','name':'C','symbols':['IN STOCK']}"),
        "/fields/0/type/symbols/0",
        "'IN STOCK' is not plain");
    refused(
        record("'name':'a','type':{'type':'record','name':'E','fields':[]}"),
        "/fields/0/type/name",
        "E is defined twice; name it where it is used again");
  }

  @Test
  void other_members_are_what_avro_says() {
    refused(record("'name':1,'type':'int'"), "/fields/0/name", "A name is a string, but this is 1");
    refused(
        "{'type':'record','name':'E','fields':{}}",
        "/fields",
        "Fields are an array, but this is {}");
    refused(
        "{'type':'record','name':'E','fields':['a']}",
        "/fields/0",
        "A field is an object with name and type");
    refused(
        record("'name':'a','type':'int','order':'up'"),
        "/fields/0/order",
        "The order is ascending, descending or ignore, but this is \"up\"");
    refused(
        record("'name':'a','type':{'type':'enum','name':'C','symbols':[]}"),
        "/fields/0/type/symbols",
        "E.a is empty; give it a symbol");
    refused(
        record("'name':'a','type':{'type':'enum','name':'C','symbols':['X'],'default':'Y'}"),
        "/fields/0/type/default",
        "The default is \"Y\", which is none of the symbols [X]");
    refused(
        record("'name':'a','type':{'type':'fixed','name':'F','size':0}"),
        "/fields/0/type/size",
        "from 1, but this is 0");
    refused(
        record("'name':'a','type':'double','default':'NaN'"),
        "/fields/0/default",
        "The default is \"NaN\", which is no double; write a number");
    refused(
        record("'name':'a','type':['null',['int']]"),
        "/fields/0/type/1",
        "A union cannot stand in a union");
    refused(
        record("'name':'a','type':['null','int','int']"),
        "/fields/0/type/2",
        "\"int\" stands in the union twice");
    refused(
        record("'name':'a','type':['null','int',{'type':'int'}]"), "", "Duplicate in union:int");
  }

  @Test
  void a_schema_that_is_nested_without_end_is_refused() {
    String deep = "{'type':'array','items':".repeat(100) + "'int'" + "}".repeat(100);
    refused(record("'name':'a','type':" + deep), null, "nested deeper than 100 types");
  }

  private static void refused(String text, @Nullable String pointer, String reason) {
    InvalidSchemaException thrown =
        catchThrowableOfType(InvalidSchemaException.class, () -> schema(text));
    assertThat(thrown).as(text).isNotNull();
    assertThat(thrown.reason()).contains(reason);
    if (pointer != null) {
      assertThat(thrown.pointer()).isEqualTo(pointer);
    }
  }
}
