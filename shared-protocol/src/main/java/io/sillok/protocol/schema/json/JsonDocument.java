package io.sillok.protocol.schema.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/** Reads and writes whole documents, within bounds of nesting and of the length of numbers. */
public final class JsonDocument {

  private static final int DEEPEST = 200;
  private static final int LONGEST_NUMBER = 1_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();
  private static final JsonMapper MAPPER = new JsonMapper(FACTORY);

  // Which of the parser's settings would take the document nevertheless.
  private static final Pattern FOR_PROGRAMMERS =
      Pattern.compile(
          ": enable `JsonReadFeature[^`]*` to allow"
              + "| \\(start marker at \\[Source: [^\\]]*\\]\\)"
              + "| \\([^()]*Feature '[A-Z_]+' not enabled for parser\\)"
              + "|, from `[^`]*`");

  private JsonDocument() {}

  /**
   * @throws JsonMismatchException with all that is wrong
   */
  public static Object read(byte[] utf8, JsonReader reader) {
    try (JsonParser parser = FACTORY.createParser(utf8)) {
      return read(parser, reader);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Reading from memory failed", impossible);
    }
  }

  private static Object read(JsonParser parser, JsonReader reader) throws IOException {
    JsonInput in = new JsonInput(parser);
    try {
      if (parser.nextToken() == null) {
        throw refused("malformed-json", "", "The document is empty; send a JSON object");
      }
      Object value = reader.read(in);
      if (parser.nextToken() != null) {
        throw refused(
            "malformed-json",
            "",
            "Something follows the JSON value" + at(parser.currentLocation()));
      }
      if (value == null || !in.mismatches().isEmpty()) {
        throw new JsonMismatchException(in.mismatches());
      }
      return value;
    } catch (StreamConstraintsException bound) {
      throw refused("out-of-range", in.pointer(), reason(bound) + at(parser.currentLocation()));
    } catch (JsonProcessingException malformed) {
      throw refused(
          "malformed-json", in.pointer(), reason(malformed) + at(parser.currentLocation()));
    }
  }

  /** What is wrong with a document, without what the parser tells those who programmed it. */
  public static String reason(JsonProcessingException failure) {
    return FOR_PROGRAMMERS.matcher(failure.getOriginalMessage()).replaceAll("");
  }

  public static byte[] write(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException tooDeep) {
      throw new CodecException("The value has no JSON: " + tooDeep.getOriginalMessage(), tooDeep);
    }
  }

  private static String at(JsonLocation location) {
    return " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static JsonMismatchException refused(String code, String pointer, String message) {
    return new JsonMismatchException(List.of(new Mismatch(code, pointer, message)));
  }
}
