package io.sillok.node.description;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import java.util.TreeMap;

/** An OpenAPI document, by its operations. */
final class Description {

  private final JsonNode document;
  private final Map<String, Operation> operations = new TreeMap<>();

  Description(JsonNode document) {
    this.document = document;
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        String id = method.getValue().path("operationId").asText();
        Operation before =
            operations.put(id, new Operation(method.getKey(), path.getKey(), method.getValue()));
        if (before != null) {
          throw new IllegalStateException("Two operations have the id " + id);
        }
      }
    }
  }

  /** The ids of all operations. */
  SortedSet<String> ids() {
    return ((TreeMap<String, Operation>) operations).navigableKeySet();
  }

  Operation operation(String id) {
    Operation operation = operations.get(id);
    if (operation == null) {
      throw new NoSuchElementException("There is no operation " + id);
    }
    return operation;
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  /** What is wrong with the examples of all bodies, in requests and answers. */
  List<String> faultsOfExamples() {
    List<String> faults = new ArrayList<>();
    for (JsonNode content : document.findValues("content")) {
      for (JsonNode media : content) {
        for (JsonNode example : examples(media)) {
          schema(media).faults(example).forEach(fault -> faults.add(example + ": " + fault));
        }
      }
    }
    return faults;
  }

  private static List<JsonNode> examples(JsonNode media) {
    List<JsonNode> examples = new ArrayList<>();
    if (media.has("example")) {
      examples.add(media.path("example"));
    }
    media.path("examples").forEach(named -> examples.add(named.path("value")));
    return examples;
  }

  private JsonSchema schema(JsonNode media) {
    return JsonSchema.exactly(media.path("schema"), document.path("components"));
  }

  /** What is done with one method on one path. */
  final class Operation {

    private final String method;
    private final String path;
    private final JsonNode node;

    private Operation(String method, String path, JsonNode node) {
      this.method = method;
      this.path = path;
      this.node = node;
    }

    String method() {
      return method;
    }

    String path() {
      return path;
    }

    /** Whether the parameter is in the path, the query or the headers. */
    String placeOf(String parameter) {
      for (JsonNode each : node.path("parameters")) {
        JsonNode described = resolved(each);
        if (described.path("name").asText().equals(parameter)) {
          return described.path("in").asText();
        }
      }
      throw new NoSuchElementException(
          "%s %s has no parameter %s".formatted(method, path, parameter));
    }

    /**
     * An example of the body.
     *
     * @param name empty for the only one
     */
    JsonNode example(String mediaType, String name) {
      JsonNode media = node.path("requestBody").path("content").path(mediaType);
      JsonNode example =
          name.isEmpty() ? media.path("example") : media.path("examples").path(name).path("value");
      if (example.isMissingNode()) {
        throw new NoSuchElementException("%s %s has no example %s".formatted(method, path, name));
      }
      return example;
    }

    /**
     * Whether an answer is described; a status that nobody mentions is only for what may happen
     * anywhere.
     */
    boolean describes(int status, String mediaType) {
      JsonNode response = resolved(node.path("responses").path(Integer.toString(status)));
      return mediaType.isEmpty()
          ? response.isObject() && !response.has("content")
          : response.path("content").has(mediaType);
    }

    /** What is wrong with one JSON value of an answer that is described. */
    List<String> faults(int status, String mediaType, JsonNode value) {
      JsonNode response = resolved(node.path("responses").path(Integer.toString(status)));
      return schema(response.path("content").path(mediaType)).faults(value);
    }
  }
}
