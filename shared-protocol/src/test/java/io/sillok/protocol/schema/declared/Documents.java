package io.sillok.protocol.schema.declared;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Schemas and events as they are easily read: with single quotes. */
final class Documents {

  private Documents() {}

  static JsonNode json(String text) {
    return DeclaredCodec.readTree(text.replace('\'', '"').getBytes(UTF_8));
  }

  static Schema schema(String text) {
    return SchemaDocument.parse(json(text));
  }

  /** A record E of fields, each as {@code 'name':…,'type':…}. */
  static Schema event(String... fields) {
    return schema(record(fields));
  }

  static String record(String... fields) {
    return "{'type':'record','name':'E','fields':[%s]}"
        .formatted(Stream.of(fields).map("{%s}"::formatted).collect(Collectors.joining(",")));
  }

  /** An event with one field {@code a}. */
  static DeclaredCodec codecOf(String type) {
    return DeclaredCodec.of(event("'name':'a','type':" + type));
  }
}
