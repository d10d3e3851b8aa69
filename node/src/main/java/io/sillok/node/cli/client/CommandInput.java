package io.sillok.node.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.FileTrouble;
import io.sillok.protocol.schema.json.JsonDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A command's body as it is written on a command line: a JSON object, {@code @file}, {@code -} for
 * the standard input, or fields as {@code name=value}.
 */
public final class CommandInput {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private CommandInput() {}

  /**
   * The body; {@code {}} if there are no words.
   *
   * @throws CommandFailure naming what is wrong with which word
   */
  public static JsonNode of(List<String> words, InputStream in) {
    if (words.isEmpty()) {
      return JSON.createObjectNode();
    }
    String first = words.getFirst();
    if (words.size() == 1 && first.equals("-")) {
      return parsed(read("the standard input", in::readAllBytes), "the standard input");
    }
    if (words.size() == 1 && first.startsWith("@")) {
      String file = first.substring(1);
      return parsed(read(file, () -> Files.readAllBytes(Path.of(file))), file);
    }
    if (words.size() == 1 && first.stripLeading().startsWith("{")) {
      return parsed(first, "the command's body");
    }
    return ofFields(words);
  }

  /**
   * The JSON in {@code file}, or in the standard input where that is {@code -}.
   *
   * @throws CommandFailure if it cannot be read or is no JSON
   */
  public static JsonNode ofFile(String file, InputStream in) {
    return of(List.of(file.equals("-") ? "-" : "@" + file), in);
  }

  private static JsonNode ofFields(List<String> words) {
    ObjectNode body = JSON.createObjectNode();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "the command's body must be a JSON object, @file, - or field=value …, but there is '%s'"
                .formatted(word));
      }
      set(body, word.substring(0, equals), valueOf(word.substring(equals + 1)));
    }
    return body;
  }

  /** Sets a field; dots in its name lead into nested objects. */
  private static void set(ObjectNode body, String name, JsonNode value) {
    ObjectNode parent = body;
    String rest = name;
    for (int dot = rest.indexOf('.'); dot > 0; dot = rest.indexOf('.')) {
      parent = parent.withObjectProperty(rest.substring(0, dot));
      rest = rest.substring(dot + 1);
    }
    parent.set(rest, value);
  }

  /** What reads as JSON is taken as JSON, anything else as a string. */
  private static JsonNode valueOf(String text) {
    try {
      JsonNode value = JSON.readTree(text);
      return value == null || value.isMissingNode() ? JSON.getNodeFactory().textNode(text) : value;
    } catch (JsonProcessingException notJson) {
      return JSON.getNodeFactory().textNode(text);
    }
  }

  /** Sends on even what is no object: the node knows best what to say about it. */
  private static JsonNode parsed(String text, String from) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new CommandFailure(
          ExitCode.USAGE, "%s is not JSON: %s".formatted(from, JsonDocument.reason(malformed)));
    }
  }

  private static String read(String name, Source source) {
    try {
      return new String(source.bytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new CommandFailure(
          ExitCode.USAGE, "cannot read %s: %s".formatted(name, FileTrouble.inWords(failure)));
    }
  }

  private interface Source {
    byte[] bytes() throws IOException;
  }
}
