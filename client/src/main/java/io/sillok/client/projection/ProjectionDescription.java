package io.sillok.client.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a projection is, and how far it has come.
 *
 * @param module that has it; empty if it was declared over HTTP
 * @param version that serves
 * @param declaration as it was given over HTTP, of the last version
 * @param sources the streams that it reads; empty while it cannot run
 * @param windowing empty while it cannot run
 * @param streams that it tells
 * @param watermark no event before it will be in time any more; empty before the first event, and
 *     when all its streams are sealed
 * @param sealed whether its streams are sealed, and so all windows told
 * @param lag so many offsets of its streams are still to be read
 * @param results so many were told
 * @param events what became of those that were read
 * @param pairs what became of events that were taken, each with each of its windows
 * @param trouble what keeps it, or some of its shards, from going on
 * @param downstream what is done with results
 * @param shards how each of them stands; empty of a next version
 * @param next the version that is to serve when it has come as far
 */
public record ProjectionDescription(
    String name,
    Optional<String> module,
    int version,
    Optional<JsonNode> declaration,
    List<String> sources,
    Optional<Windowing> windowing,
    ProjectionStreams streams,
    Optional<Instant> watermark,
    boolean sealed,
    long lag,
    long results,
    Events events,
    Pairs pairs,
    Optional<String> trouble,
    List<Downstream> downstream,
    List<Shard> shards,
    Optional<ProjectionDescription> next) {

  public ProjectionDescription {
    sources = List.copyOf(sources);
    downstream = List.copyOf(downstream);
    shards = List.copyOf(shards);
  }

  /**
   * What became of events; those that are neither were taken.
   *
   * @param skipped they did not pass the filter
   * @param rejected it has no answer for them
   */
  public record Events(long read, long skipped, long rejected) {}

  /**
   * Events with their windows; {@code all} are {@code included} and {@code late}.
   *
   * @param late the event was too late for the window
   */
  public record Pairs(long all, long included, long late) {}

  /**
   * What is done with results.
   *
   * @param queue on the stream of results, where they wait; empty as long as it has none. Its dead
   *     letters are those that were parked
   * @param waiting so many results were not handed over yet
   * @param parked so many could not be
   */
  public record Downstream(
      String name, Optional<String> queue, long waiting, long parked, Optional<String> trouble) {}

  /**
   * How a shard stands.
   *
   * @param watermark empty before the first event and behind the last
   * @param trouble why it does not go on
   */
  public record Shard(
      int shard, Optional<Instant> watermark, long results, Optional<String> trouble) {}

  /** So many events were too late for a window, each counted for each such window. */
  public long late() {
    return pairs.late();
  }

  /** So many events it has no answer for. */
  public long rejected() {
    return events.rejected();
  }

  static ProjectionDescription of(JsonObject projection) {
    JsonObject events = projection.object("events");
    JsonObject pairs = projection.object("pairs");
    return new ProjectionDescription(
        projection.text("name"),
        projection.optionalText("module"),
        Math.toIntExact(projection.number("version")),
        Optional.of(projection.any("declaration")).filter(JsonNode::isObject),
        projection.texts("sources"),
        projection.any("window").isObject()
            ? Optional.of(Windowing.of(projection))
            : Optional.empty(),
        ProjectionStreams.of(projection.object("streams")),
        projection.optionalInstant("watermark"),
        projection.flag("sealed"),
        projection.number("lag"),
        projection.number("results"),
        new Events(events.number("read"), events.number("skipped"), events.number("rejected")),
        new Pairs(pairs.number("all"), pairs.number("included"), pairs.number("late")),
        projection.optionalText("trouble"),
        projection.list("downstream", ProjectionDescription::downstream),
        projection.list("shards", ProjectionDescription::shard),
        projection.any("next").isObject()
            ? Optional.of(of(projection.object("next")))
            : Optional.empty());
  }

  private static Downstream downstream(JsonObject downstream) {
    Optional<String> queue = downstream.optionalText("queue");
    return new Downstream(
        downstream.text("name"),
        queue,
        queue.isPresent() ? downstream.number("waiting") : 0,
        queue.isPresent() ? downstream.number("parked") : 0,
        downstream.optionalText("trouble"));
  }

  private static Shard shard(JsonObject shard) {
    return new Shard(
        Math.toIntExact(shard.number("shard")),
        shard.optionalInstant("watermark"),
        shard.number("results"),
        shard.optionalText("trouble"));
  }
}
