package io.sillok.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sillok.protocol.schema.Samples.Color;
import io.sillok.protocol.schema.Samples.Payment;
import io.sillok.protocol.schema.Samples.Tree;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonSchemaTest {

  record Item(
      String productId,
      int quantity,
      Optional<BigDecimal> price,
      Optional<Color> color,
      Set<Color> colors,
      Map<String, Boolean> flags) {}

  record Garden(Tree tree, Optional<Payment> payment) {}

  @Test
  void a_record_is_a_closed_object_that_a_form_can_be_built_of() throws JsonProcessingException {
    assertSchema(
        Item.class,
        """
        {"$schema":"https://json-schema.org/draft/2020-12/schema",
         "type":"object","title":"item",
         "properties":{
          "productId":{"type":"string"},
          "quantity":{"type":"integer","format":"int32","minimum":-2147483648,"maximum":2147483647},
          "price":{"type":["string","number","null"],"format":"decimal",
            "pattern":"^[-+]?([0-9]+\\\\.?[0-9]*|\\\\.[0-9]+)([eE][-+]?[0-9]+)?$"},
          "color":{"type":["string","null"],"enum":["RED","GREEN","BLUE",null]},
          "colors":{"type":"array","items":{"type":"string","enum":["RED","GREEN","BLUE"]},
            "uniqueItems":true},
          "flags":{"type":"object","additionalProperties":{"type":"boolean"}}},
         "required":["productId","quantity","colors","flags"],
         "additionalProperties":false}
        """);
  }

  @Test
  void a_sealed_interface_is_one_of_its_records_and_says_which() throws JsonProcessingException {
    assertSchema(
        Payment.class,
        """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","oneOf":[
         {"type":"object","title":"card","properties":{
           "type":{"const":"card"},"number":{"type":"string"},
           "expires":{"type":["string","null"],"format":"date"}},
          "required":["type","number"],"additionalProperties":false},
         {"type":"object","title":"bank-transfer","properties":{
           "type":{"const":"bank-transfer"},
           "account":{"type":["string","integer"],"pattern":"^[-+]?[0-9]+$"}},
          "required":["type","account"],"additionalProperties":false},
         {"type":"object","title":"cash","properties":{"type":{"const":"cash"}},
          "required":["type"],"additionalProperties":false}]}
        """);
  }

  @Test
  void a_record_that_contains_itself_is_defined_once() throws JsonProcessingException {
    assertThat(JsonCodec.of(Garden.class).jsonSchema().at("/properties/payment/anyOf/1/type"))
        .hasToString("\"null\"");
    assertSchema(
        Tree.class,
        """
        {"$schema":"https://json-schema.org/draft/2020-12/schema",
         "$ref":"#/$defs/Samples.Tree",
         "$defs":{"Samples.Tree":{"type":"object","title":"tree","properties":{
           "name":{"type":"string"},
           "children":{"type":"array","items":{"$ref":"#/$defs/Samples.Tree"}}},
          "required":["name","children"],"additionalProperties":false}}}
        """);
  }

  private static void assertSchema(Class<?> type, String expected) throws JsonProcessingException {
    JsonMapper mapper = new JsonMapper();
    String schema = JsonCodec.of(type).jsonSchema().toString();
    assertThat(mapper.readTree(schema)).isEqualTo(mapper.readTree(expected));
  }
}
