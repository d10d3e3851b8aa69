package io.sillok.node.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.persistence.Facts;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.event.LiveClock;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.avro.Schema;

/**
 * The declarations of streams as facts of the store. Each change of a stream is a fact of its own
 * with the next number, so of two nodes that change it at the same time one wins.
 */
final class DeclarationFacts {

  private static final String PREFIX = "stream/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Facts facts;

  DeclarationFacts(Facts facts) {
    this.facts = facts;
  }

  /**
   * A declaration as it stands.
   *
   * @param number of changes, from 1; 0 if there is none
   */
  record Standing(int number, Optional<StreamDeclaration> declaration) {

    /** As it stands when {@code next} has been put; the same if that changes nothing. */
    Standing after(StreamDeclaration next) {
      return declaration.filter(next::isSameAs).isPresent()
          ? this
          : new Standing(number + 1, Optional.of(next));
    }
  }

  CompletionStage<Standing> of(String stream) {
    return facts
        .withPrefix(PREFIX + stream + "/")
        .thenApply(found -> latest(found).getOrDefault(stream, new Standing(0, Optional.empty())));
  }

  /** All of them, by stream. */
  CompletionStage<Collection<Standing>> all() {
    return facts.withPrefix(PREFIX).thenApply(found -> latest(found).values());
  }

  /**
   * Whether {@code next} stands now as the change {@code number}, and this has made it. Of two that
   * put the same one has made it: each says who it is.
   */
  CompletionStage<Boolean> put(int number, StreamDeclaration next) {
    String text = write(next, UUID.randomUUID());
    return facts
        .putIfAbsent("%s%s/%08d".formatted(PREFIX, next.stream(), number), text)
        .thenApply(text::equals);
  }

  private static SortedMap<String, Standing> latest(Map<String, String> found) {
    SortedMap<String, Standing> latest = new TreeMap<>();
    new TreeMap<>(found)
        .forEach((key, text) -> {
          int end = key.lastIndexOf('/');
          String stream = key.substring(PREFIX.length(), end);
          int number = Integer.parseInt(key.substring(end + 1));
          latest.put(stream, new Standing(number, Optional.of(read(stream, text))));
        });
    return latest;
  }

  private static String write(StreamDeclaration declaration, UUID change) {
    ObjectNode json = JSON.createObjectNode();
    json.put("change", change.toString());
    json.put("kind", declaration.kind().name().toLowerCase(Locale.ROOT));
    json.put("schema", declaration.schema().toString());
    declaration.key().ifPresent(path -> json.put("key", path));
    declaration.eventTime().ifPresent(path -> json.put("eventTime", path));
    declaration.retention().ifPresent(kept -> json.put("retention", kept.toString()));
    declaration.clock().ifPresent(clock -> write(json.putObject("clock").putObject("live"), clock));
    declaration.module().ifPresent(module -> json.put("module", module));
    if (declaration.retired()) {
      json.put("retired", true);
    }
    return json.toString();
  }

  private static void write(ObjectNode json, LiveClock clock) {
    json.put("delay", clock.delay().toString());
    json.put("mostAhead", clock.mostAhead().toString());
  }

  private static Optional<LiveClock> clock(JsonNode json) {
    return json.isObject()
        ? Optional.of(
            new LiveClock(
                Duration.parse(json.path("delay").asText()),
                Duration.parse(json.path("mostAhead").asText())))
        : Optional.empty();
  }

  private static StreamDeclaration read(String stream, String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(
          "The store's declaration of stream %s is broken: %s".formatted(stream, text), broken);
    }
    return new StreamDeclaration(
        stream,
        EventKind.valueOf(json.path("kind").asText().toUpperCase(Locale.ROOT)),
        new Schema.Parser().parse(json.path("schema").asText()),
        text(json, "key"),
        text(json, "eventTime"),
        text(json, "retention").map(Duration::parse),
        clock(json.path("clock").path("live")),
        text(json, "module"),
        json.path("retired").asBoolean());
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue());
  }
}
