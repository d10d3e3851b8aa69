package io.sillok.node.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Does something wrong to a request: to its path, its query, its kind, a field, or its bytes. */
final class Mutations {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LONGEST_BODY = 300;

  /** No short durations that are right: leases are not to end while it is looked at them. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1e99",
          "0.5",
          "9223372036854775808",
          "\"\"",
          "\"x\"",
          "\"PT0S\"",
          "\"-PT1S\"",
          "\"P9999D\"",
          "\"2026-13-45T00:00:00Z\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"data.position >\"",
          "\"%s\"".formatted("long".repeat(2_000)),
          "{}",
          "[]",
          "{\"x\":[{}]}",
          "[null,null]",
          "[".repeat(300) + "]".repeat(300));

  private static final List<String> SEGMENTS =
      List.of(
          "",
          "nobody",
          "Wrong_Name",
          "a".repeat(70),
          "..",
          "%2e%2e",
          "%00",
          "%2F",
          "%FF",
          "all",
          "events",
          "v2",
          "queues",
          "%F0%9F%8C%A7");

  private static final List<String> QUERIES =
      List.of(
          "limit=0",
          "limit=99999999999",
          "from=nonsense",
          "from=end.1",
          "atLeast=nonsense",
          "filter=data.position%20%3E",
          "key=",
          "key=%00",
          "dryRun=maybe",
          "open=2",
          "top=-1",
          "after=nonsense!",
          "bogus=1");

  private static final List<String> TYPES =
      List.of(
          "text/plain",
          "application/json; charset=utf-16",
          "application/cloudevents+json",
          "application/cloudevents-batch+json",
          "application/x-ndjson",
          "nonsense");

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  /** With one to three things wrong, or changed at least. */
  FuzzedRequest of(FuzzedRequest right) {
    FuzzedRequest changed = right;
    int times = 1 + random.nextInt(3);
    for (int time = 0; time < times; time++) {
      changed =
          switch (random.nextInt(10)) {
            case 0 -> changed.withTarget(otherSegment(changed.target()));
            case 1 -> changed.withTarget(moreQuery(changed.target()));
            case 2 -> changed.withContentType(any(TYPES));
            case 3, 4 -> changed.withBody(damaged(changed.body()));
            default -> changed.withBody(otherJson(changed.body()));
          };
    }
    return changed;
  }

  <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String otherSegment(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    String[] segments = path.split("/", -1);
    segments[1 + random.nextInt(segments.length - 1)] = any(SEGMENTS);
    return String.join("/", segments) + target.substring(path.length());
  }

  private String moreQuery(String target) {
    return target + (target.contains("?") ? "&" : "?") + any(QUERIES);
  }

  private byte[] damaged(byte[] body) {
    int kind = random.nextInt(3);
    if (kind == 0 || body.length == 0) {
      byte[] noise = new byte[random.nextInt(LONGEST_BODY)];
      random.nextBytes(noise);
      return noise;
    }
    if (kind == 1) {
      return Arrays.copyOf(body, random.nextInt(body.length));
    }
    byte[] changed = body.clone();
    for (int time = random.nextInt(4); time >= 0; time--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return changed;
  }

  /** The same JSON with another value somewhere, without one, or with one more. */
  private byte[] otherJson(byte[] body) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(body);
    } catch (IOException noJson) {
      return damaged(body);
    }
    List<JsonNode> containers = new ArrayList<>();
    collect(tree, containers);
    if (containers.isEmpty()) {
      return any(VALUES).getBytes(StandardCharsets.UTF_8);
    }
    switch (any(containers)) {
      case ObjectNode object -> change(object);
      case ArrayNode array -> change(array);
      default -> throw new IllegalStateException("Neither an object nor an array");
    }
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(each -> collect(each, containers));
    }
  }

  private void change(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    int kind = random.nextInt(4);
    if (names.isEmpty() || kind == 0) {
      object.set("bogus", value());
    } else if (kind == 1) {
      object.remove(any(names));
    } else {
      object.set(any(names), value());
    }
  }

  private void change(ArrayNode array) {
    if (array.isEmpty() || random.nextBoolean()) {
      array.add(value());
    } else {
      array.set(random.nextInt(array.size()), value());
    }
  }

  private JsonNode value() {
    try {
      return MAPPER.readTree(any(VALUES));
    } catch (JsonProcessingException wrong) {
      throw new IllegalStateException(wrong);
    }
  }
}
