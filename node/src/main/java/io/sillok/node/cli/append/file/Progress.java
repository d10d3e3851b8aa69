package io.sillok.node.cli.append.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * How far the lines of a file are appended.
 *
 * @param target where they go
 * @param lines so many from the first on are done: they stand, or were refused and skipped
 * @param digest of these
 * @param underWay others that may stand
 * @param skipped those that were refused
 */
public record Progress(
    Target target,
    long lines,
    String digest,
    Optional<UnderWay> underWay,
    Optional<Skipped> skipped) {

  /**
   * Where lines go, and as which events.
   *
   * @param url of a node
   * @param source of the events
   * @param key field that is the events' key; empty if the stream knows it
   */
  public record Target(String stream, String url, String source, String key) {}

  /**
   * Lines that were sent, of which nobody knows yet whether they stand.
   *
   * @param first the number of the first
   * @param last the number of the last
   */
  public record UnderWay(long first, long last, String digest) {}

  /**
   * What was written of lines that were refused.
   *
   * @param bytes of the file so far
   */
  public record Skipped(String file, long bytes) {}

  /** Nothing is done yet. */
  public static Progress none(Target target) {
    return new Progress(target, 0, new LineDigest().text(), Optional.empty(), Optional.empty());
  }

  ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("stream", target.stream())
            .put("url", target.url())
            .put("source", target.source())
            .put("key", target.key())
            .put("lines", lines)
            .put("digest", digest);
    underWay.ifPresent(sent ->
        json.putObject("underWay")
            .put("first", sent.first())
            .put("last", sent.last())
            .put("digest", sent.digest()));
    skipped.ifPresent(
        some -> json.putObject("skipped").put("file", some.file()).put("bytes", some.bytes()));
    return json;
  }

  /** Empty if {@code json} is nothing of the kind. */
  static Optional<Progress> of(JsonNode json) {
    if (!json.path("stream").isTextual()
        || !json.path("lines").canConvertToLong()
        || !json.path("digest").isTextual()) {
      return Optional.empty();
    }
    Target target =
        new Target(
            json.path("stream").asText(),
            json.path("url").asText(),
            json.path("source").asText(),
            json.path("key").asText());
    JsonNode sent = json.path("underWay");
    JsonNode skipped = json.path("skipped");
    return Optional.of(
        new Progress(
            target,
            json.path("lines").asLong(),
            json.path("digest").asText(),
            Optional.of(sent)
                .filter(JsonNode::isObject)
                .map(each ->
                    new UnderWay(
                        each.path("first").asLong(),
                        each.path("last").asLong(),
                        each.path("digest").asText())),
            Optional.of(skipped)
                .filter(JsonNode::isObject)
                .map(
                    each -> new Skipped(each.path("file").asText(), each.path("bytes").asLong()))));
  }
}
