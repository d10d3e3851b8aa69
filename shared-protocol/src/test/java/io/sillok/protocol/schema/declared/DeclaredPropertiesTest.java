package io.sillok.protocol.schema.declared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.avro.AvroSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** What holds for every schema and every event of it. */
class DeclaredPropertiesTest {

  @Property(tries = 500)
  void what_is_encoded_is_decoded_exactly(@ForAll long seed) {
    Random random = new Random(seed);
    DeclaredCodec codec = DeclaredCodec.of(SchemaDocument.parse(new RandomSchemas(random).event()));
    for (int event = 0; event < 5; event++) {
      JsonNode json = new RandomEvents(random).of(codec.schema(), 4);
      byte[] bytes = codec.encode(json);
      assertThat(codec.decode(bytes, codec.schema())).isEqualTo(json);
      assertThat(codec.encode(DeclaredCodec.readTree(json.toString().getBytes(UTF_8))))
          .isEqualTo(bytes);
    }
  }

  @Property(tries = 200)
  void avro_itself_reads_and_writes_the_same_bytes(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Schema schema = SchemaDocument.parse(new RandomSchemas(random).event());
    DeclaredCodec codec = DeclaredCodec.of(schema);
    JsonNode json = new RandomEvents(random).of(schema, 4);
    byte[] bytes = codec.encode(json);
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    Object generic = new GenericDatumReader<>(schema).read(null, decoder);
    assertThat(decoder.isEnd()).isTrue();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<>(schema).write(generic, encoder);
    encoder.flush();
    JsonNode read = codec.decode(out.toByteArray(), new Schema.Parser().parse(schema.toString()));
    assertThat(sorted(read)).isEqualTo(sorted(json)); // Avro's maps have no order
  }

  private static String sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> members = new ArrayList<>();
      object
          .properties()
          .forEach(each -> members.add(each.getKey() + ":" + sorted(each.getValue())));
      return members.stream().sorted().toList().toString();
    }
    if (node instanceof ArrayNode array) {
      List<String> elements = new ArrayList<>();
      array.forEach(each -> elements.add(sorted(each)));
      return elements.toString();
    }
    return node.toString();
  }

  @Property(tries = 300)
  void broken_bytes_are_refused_or_read_but_never_more(@ForAll long seed) {
    Random random = new Random(seed);
    DeclaredCodec codec = DeclaredCodec.of(SchemaDocument.parse(new RandomSchemas(random).event()));
    byte[] bytes = codec.encode(new RandomEvents(random).of(codec.schema(), 4));
    for (int attempt = 0; attempt < 20; attempt++) {
      byte[] broken = Arrays.copyOf(bytes, bytes.length - random.nextInt(2));
      if (broken.length > 0) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(codec.decode(broken, codec.schema()).isObject()).isTrue();
      } catch (CodecException refused) {
        assertThat(refused).message().isNotBlank();
      }
    }
  }

  @Property(tries = 300)
  void a_schema_that_was_made_wrong_is_refused_or_still_right_but_never_more(@ForAll long seed) {
    Random random = new Random(seed);
    ObjectNode document = new RandomSchemas(random).event();
    for (int mutation = random.nextInt(3); mutation >= 0; mutation--) {
      mutate(document, random);
    }
    try {
      Schema schema = SchemaDocument.parse(document);
      assertThat(DeclaredCodec.of(schema).jsonSchema().isObject()).isTrue();
      assertThat(schema).isEqualTo(new Schema.Parser().parse(document.toString()));
    } catch (InvalidSchemaException refused) {
      assertThat(refused.reason()).isNotBlank().hasSizeLessThan(2000);
      assertThat(document.at(parent(refused.pointer())).isMissingNode())
          .as(refused.getMessage())
          .isFalse();
    }
  }

  /** What is missing has no place; what should have it has one. */
  private static JsonPointer parent(String pointer) {
    JsonPointer path = JsonPointer.compile(pointer);
    return path.matches() ? path : path.head();
  }

  private static void mutate(JsonNode document, Random random) {
    List<String> pointers = new ArrayList<>();
    collect(document, "", pointers);
    if (pointers.isEmpty()) {
      return;
    }
    JsonPointer path = JsonPointer.compile(pointers.get(random.nextInt(pointers.size())));
    JsonNode some = document.at(pointers.get(random.nextInt(pointers.size())));
    JsonNode value =
        switch (random.nextInt(6)) {
          case 0 -> JsonNodeFactory.instance.nullNode();
          case 1 -> JsonNodeFactory.instance.numberNode(random.nextInt(20));
          case 2 -> JsonNodeFactory.instance.textNode("timestamp-millis");
          default -> some.deepCopy();
        };
    switch (document.at(path.head())) {
      case ObjectNode object -> {
        switch (random.nextInt(4)) {
          case 0 -> object.remove(path.last().getMatchingProperty());
          case 1 -> object.set("default", value);
          case 2 -> object.set("logicalType", value);
          default -> object.set(path.last().getMatchingProperty(), value);
        }
      }
      case ArrayNode array -> array.set(path.last().getMatchingIndex(), value);
      default -> throw new AssertionError("No parent of " + path);
    }
  }

  private static void collect(JsonNode node, String pointer, List<String> pointers) {
    node.properties()
        .forEach(member -> {
          pointers.add(pointer + "/" + member.getKey());
          collect(member.getValue(), pointer + "/" + member.getKey(), pointers);
        });
    for (int index = 0; node.isArray() && index < node.size(); index++) {
      pointers.add(pointer + "/" + index);
      collect(node.get(index), pointer + "/" + index, pointers);
    }
  }

  @Property(tries = 200)
  void a_default_is_what_a_field_that_is_left_out_holds(@ForAll long seed) {
    Random random = new Random(seed);
    ObjectNode document = new RandomSchemas(random).event();
    ArrayNode fields = (ArrayNode) document.get("fields");
    ObjectNode inner = (ObjectNode) fields.get(0);
    inner.put("type", "int").put("default", 5);
    Schema schema = SchemaDocument.parse(document);
    DeclaredCodec codec = DeclaredCodec.of(schema);
    ObjectNode json = (ObjectNode) new RandomEvents(random).of(schema, 3);
    JsonNode full = json.deepCopy().without("some");
    json.remove("some");
    JsonNode read = codec.decode(codec.encode(json), schema);
    assertThat(read.get("some").intValue()).isEqualTo(5);
    assertThat(((ObjectNode) read).without("some").toString()).isEqualTo(full.toString());
    assertThat(AvroSchemas.recordName(schema)).isEqualTo("record0");
  }
}
