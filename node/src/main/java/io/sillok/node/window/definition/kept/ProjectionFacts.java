package io.sillok.node.window.definition.kept;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.window.definition.declared.document.DownstreamWriter;
import io.sillok.node.window.definition.declared.document.ProjectionReader;
import io.sillok.node.window.definition.declared.document.ProjectionWriter;
import io.sillok.node.window.definition.declared.document.ReadProjection;
import io.sillok.node.window.definition.kept.KeptProjection.Definition;
import io.sillok.node.window.definition.kept.KeptProjection.OfModule;
import io.sillok.node.window.definition.kept.KeptProjection.OverHttp;
import io.sillok.persistence.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * The changes of projections as facts of the store. Each is a fact of its own with the next number,
 * so of two nodes that change a projection at the same time one wins.
 */
final class ProjectionFacts {

  private static final String PREFIX = "projection/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Facts facts;

  ProjectionFacts(Facts facts) {
    this.facts = facts;
  }

  /** All changes of {@code projection}, the first of them first. */
  CompletionStage<List<KeptProjection>> of(String projection) {
    return facts
        .withPrefix(PREFIX + projection + "/")
        .thenApply(found -> changes(found).getOrDefault(projection, List.of()));
  }

  /** All changes of all projections, by name. */
  CompletionStage<SortedMap<String, List<KeptProjection>>> all() {
    return facts.withPrefix(PREFIX).thenApply(ProjectionFacts::changes);
  }

  /** Whether {@code next} stands now as the change behind {@code before}. */
  CompletionStage<Boolean> put(List<KeptProjection> before, KeptProjection next) {
    String text = write(next);
    return facts
        .putIfAbsent("%s%s/%08d".formatted(PREFIX, next.name(), before.size() + 1), text)
        .thenApply(text::equals);
  }

  private static SortedMap<String, List<KeptProjection>> changes(Map<String, String> found) {
    SortedMap<String, List<KeptProjection>> changes = new TreeMap<>();
    new TreeMap<>(found)
        .forEach((key, text) -> {
          String name = key.substring(PREFIX.length(), key.lastIndexOf('/'));
          changes.computeIfAbsent(name, any -> new ArrayList<>()).add(read(name, text));
        });
    return changes;
  }

  private static String write(KeptProjection projection) {
    ObjectNode json = JSON.createObjectNode().put("version", projection.version());
    switch (projection.definition()) {
      case OverHttp(var declared) -> {
        ObjectNode document = ProjectionWriter.write(declared);
        DownstreamWriter.write(projection.downstream(), document);
        json.set("declared", document);
      }
      case OfModule(String text) -> json.put("module", text);
    }
    if (projection.retired()) {
      json.put("retired", true);
    }
    return json.toString();
  }

  private static KeptProjection read(String name, String text) {
    try {
      JsonNode json = JSON.readTree(text);
      int version = json.path("version").asInt();
      boolean retired = json.path("retired").asBoolean();
      if (json.has("module")) {
        return new KeptProjection(
            name, version, new OfModule(json.get("module").asText()), List.of(), retired);
      }
      ReadProjection read = ProjectionReader.read(json.path("declared"));
      return new KeptProjection(name, version, overHttp(name, read), read.downstream(), retired);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(
          "The store's declaration of projection %s is broken: %s".formatted(name, text), broken);
    }
  }

  private static Definition overHttp(String name, ReadProjection read) {
    return new OverHttp(
        read.projection()
            .orElseThrow(() ->
                new IllegalStateException(
                    "The store's declaration of projection %s is broken, or was made by a newer node: %s"
                        .formatted(name, read.faults()))));
  }
}
