package io.sillok.node.window.shard;

import io.sillok.node.stream.EventId;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamRecord;
import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.LogWriters;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * What stands of a shard's outputs when it is opened, behind what it knows to be appended: it was
 * appended by whoever had the shard before, or by itself before its windows were lost. What follows
 * again need not be appended, or looked for each time.
 */
final class Stood {

  private static final int PAGE_BYTES = 1 << 20;

  private final long results;
  private final Set<String> late;
  private final Set<String> rejected;
  private final Standing heads;

  private Stood(long results, Scan late, Scan rejected, Standing heads) {
    this.results = results;
    this.late = late.ids;
    this.rejected = rejected.ids;
    this.heads = heads;
  }

  /** What one partition has from an offset on. */
  private static final class Scan {
    private final Set<String> ids = new HashSet<>();
    private long next;
    private String last = "";

    private Scan(long from) {
      next = from;
    }
  }

  /**
   * Looks behind {@code known}.
   *
   * @param told so many results are known to be appended
   */
  static CompletionStage<Stood> find(
      LogWriters writers, ShardStreams streams, int shard, Standing known, long told) {
    CompletionStage<Scan> results =
        scan(writers, streams.results(), shard, new Scan(known.results()), false);
    CompletionStage<Scan> late = scan(writers, streams.late(), shard, new Scan(known.late()), true);
    return results
        .thenCombine(late, List::of)
        .thenCombine(
            scan(writers, streams.rejected(), shard, new Scan(known.rejected()), true),
            (scans, rejected) ->
                new Stood(
                    Math.max(told, numberBehind(scans.getFirst().last)),
                    scans.getLast(),
                    rejected,
                    new Standing(scans.getFirst().next, scans.getLast().next, rejected.next)));
  }

  private static CompletionStage<Scan> scan(
      LogWriters writers, Declared stream, int shard, Scan scan, boolean all) {
    return writers
        .read(new LogId(stream.log(), shard), scan.next, PAGE_BYTES)
        .thenCompose(blocks -> {
          if (blocks.isEmpty()) {
            return CompletableFuture.completedFuture(scan);
          }
          ids(blocks)
              .forEach(id -> {
                scan.last = id;
                if (all) {
                  scan.ids.add(id);
                }
              });
          scan.next = blocks.getLast().nextOffset();
          return scan(writers, stream, shard, scan, all);
        });
  }

  private static Stream<String> ids(List<Block> blocks) {
    return blocks.stream()
        .flatMap(block -> block.events().stream())
        .map(event -> StreamRecordCodec.decode(event.payload().bytes()))
        .map(StreamRecord::id)
        .flatMap(id -> id.map(EventId::id).stream());
  }

  private static long numberBehind(String id) {
    return id.isEmpty() ? 0 : number(id) + 1;
  }

  /** Results have ids that end with their number. */
  private static long number(String id) {
    return Long.parseLong(id.substring(id.lastIndexOf(':') + 1));
  }

  /** The number of a result among its shard's, from 0. */
  static long numberOf(StreamRecord result) {
    return number(result.id().map(EventId::id).orElseThrow());
  }

  /** So many results of the shard stand, the first of them. */
  long results() {
    return results;
  }

  /** Whether the late event with this id stands; it is asked for once. */
  boolean hasLate(String id) {
    return late.remove(id);
  }

  /** Whether the rejected event with this id stands; it is asked for once. */
  boolean hasRejected(String id) {
    return rejected.remove(id);
  }

  /** Where what is appended from now on stands, at the earliest. */
  Standing heads() {
    return heads;
  }

  /**
   * Where outputs that are not recorded as appended may stand: as it is known already for those
   * that have not followed again yet.
   *
   * @param told so many results have followed
   */
  Standing standing(Standing known, Standing appended, long told) {
    return new Standing(
        told >= results ? appended.results() : known.results(),
        late.isEmpty() ? appended.late() : known.late(),
        rejected.isEmpty() ? appended.rejected() : known.rejected());
  }
}
