package io.sillok.protocol.schema.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of a document, and all that was found wrong in it so far. Not thread-safe. */
public final class JsonInput {

  private final JsonParser parser;
  private final String base;
  private final List<Mismatch> mismatches;

  public JsonInput(JsonParser parser) {
    this(parser, "", new ArrayList<>());
  }

  private JsonInput(JsonParser parser, String base, List<Mismatch> mismatches) {
    this.parser = parser;
    this.base = base;
    this.mismatches = mismatches;
  }

  /**
   * A tree that stands at {@code pointer} of a document, at its first token.
   *
   * @param mismatches gets all that is found wrong
   */
  public static JsonInput of(JsonNode tree, String pointer, List<Mismatch> mismatches)
      throws IOException {
    JsonParser parser = tree.traverse();
    parser.nextToken();
    return new JsonInput(parser, pointer, mismatches);
  }

  /** Other tokens, which stand at {@code pointer} of the same document. */
  JsonInput at(JsonParser tokens, String pointer) {
    return new JsonInput(tokens, pointer, mismatches);
  }

  public JsonParser parser() {
    return parser;
  }

  public JsonToken token() {
    return parser.currentToken();
  }

  public String text() throws IOException {
    return parser.getText();
  }

  /** The JSON pointer of the current value. */
  public String pointer() {
    return base + parser.getParsingContext().pathAsPointer();
  }

  public List<Mismatch> mismatches() {
    return mismatches;
  }

  /** Records what is wrong with the current value, moves to its end, and returns null. */
  public @Nullable Object wrongType(String expected) throws IOException {
    return refuse("wrong-type", "Expected %s, but found %s".formatted(expected, describe()));
  }

  /** Records that the current value cannot be held, moves to its end, and returns null. */
  public @Nullable Object outOfRange(String message) throws IOException {
    return refuse("out-of-range", message);
  }

  /** Records what is wrong with the current value, moves to its end, and returns null. */
  @Nullable Object refuse(String code, String message) throws IOException {
    mismatch(code, pointer(), message);
    parser.skipChildren();
    return null;
  }

  public void mismatch(String code, String pointer, String message) {
    mismatches.add(new Mismatch(code, pointer, message));
  }

  /** A pointer to the member {@code name} of the object at {@code pointer}. */
  public static String member(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private String describe() throws IOException {
    return switch (token()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "the string \"%s\"".formatted(abbreviated());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + abbreviated();
      default -> text();
    };
  }

  /** The current text, at most 60 characters of it. */
  public String abbreviated() throws IOException {
    String text = text();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
