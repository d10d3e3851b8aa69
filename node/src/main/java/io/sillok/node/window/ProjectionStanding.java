package io.sillok.node.window;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.reading.Counts;
import io.sillok.protocol.window.Window;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How a projection stands.
 *
 * @param module that has it; empty if it was declared over HTTP
 * @param declaration as it was given over HTTP, of the last version
 * @param definition absent where it cannot run yet
 * @param watermark in microseconds since 1970: no event before it will be in time; the least of
 *     what shards have come to
 * @param inputs the partitions that it reads, in the order of its sources
 * @param told results so far
 * @param counts what became of events
 * @param shards how each of them stands, in order
 * @param trouble what keeps it, or some of its shards, from going on; empty if nothing does
 * @param outdated the streams of results that it reads in a version that serves no more, each with
 *     that of the version that does
 * @param next the version that is to serve when it has come as far
 */
public record ProjectionStanding(
    ProjectionVersion version,
    Optional<String> module,
    Optional<ObjectNode> declaration,
    Optional<ProjectionDefinition<?>> definition,
    long watermark,
    List<InputStanding> inputs,
    long told,
    Counts counts,
    List<ShardStanding> shards,
    String trouble,
    SortedMap<String, String> outdated,
    Optional<ProjectionStanding> next) {

  public ProjectionStanding {
    inputs = List.copyOf(inputs);
    shards = List.copyOf(shards);
  }

  /** The same with the version that is to serve next. */
  public ProjectionStanding followedBy(ProjectionStanding last) {
    return new ProjectionStanding(
        version,
        module,
        declaration,
        definition,
        watermark,
        inputs,
        told,
        counts,
        shards,
        trouble,
        outdated,
        Optional.of(last));
  }

  /** The same with another watermark. */
  public ProjectionStanding at(long shown) {
    return new ProjectionStanding(
        version,
        module,
        declaration,
        definition,
        shown,
        inputs,
        told,
        counts,
        shards,
        trouble,
        outdated,
        next);
  }

  /** So many offsets of its inputs are still to be read. */
  public long lag() {
    return inputs.stream().mapToLong(InputStanding::lag).sum();
  }

  /** The largest event time of what it has read, in microseconds since 1970. */
  public long eventTime() {
    return inputs.stream().mapToLong(InputStanding::eventTime).max().orElse(Window.BEGINNING);
  }

  /** Whether no event will be in time any more, and all that follows has been told. */
  public boolean isSealed() {
    return !shards.isEmpty() && shards.stream().allMatch(shard -> shard.standing() == Window.NEVER);
  }

  public String name() {
    return version.projection();
  }

  /**
   * How far it has come in a partition of a stream; where several shards read it, the slowest.
   *
   * @param next the offset that is read next
   * @param head where the partition ends
   * @param eventTime the largest before {@code next}, in microseconds since 1970
   * @param dropped so many offsets before {@code next} retention had dropped before they were read;
   *     where several shards read it, the most
   */
  public record InputStanding(
      String stream, int partition, long next, long head, long eventTime, long dropped) {

    /** So many offsets are still to be read. */
    public long lag() {
      return Math.max(0, head - next);
    }
  }

  /**
   * How a shard stands.
   *
   * @param standing the watermark up to which all results stand
   * @param retells whether it had to begin anew without inputs that were dropped, while results
   *     stood: what follows from the logs now is not all that it has told
   * @param trouble empty if it goes on
   */
  public record ShardStanding(
      int shard, long watermark, long standing, long told, boolean retells, String trouble) {}
}
