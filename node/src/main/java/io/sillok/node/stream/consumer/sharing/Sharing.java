package io.sillok.node.stream.consumer.sharing;

import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams.Passing;
import io.sillok.node.stream.consumer.kept.OffsetSpan;
import io.sillok.node.stream.consumer.kept.PartitionOffset;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** The connected instances of all consumers. */
public interface Sharing {

  /**
   * Connects {@code instance} for as long as the source runs: it gets the events of its share of
   * the partitions. Of two with one name the later counts, and the other ends.
   */
  Source<Delivery, NotUsed> join(Subject subject, String instance);

  /** Those that are connected to any node. */
  CompletionStage<Instances> instances(String consumer);

  /** The consumer was reset or deleted; its instances go by it at once. */
  void changed(String consumer);

  /**
   * What an instance reads.
   *
   * @param consumer its name in the cluster
   * @param stream the stream's name
   * @param filter of the consumer; empty for none
   * @param events that meet it, of the partitions that a position names, from there on, and how far
   *     they have come; they do not end
   * @param leftOut keeps what is not for the consumer
   */
  record Subject(
      String consumer,
      String stream,
      String filter,
      Function<StreamPosition, Source<Passing, NotUsed>> events,
      LeftOut leftOut) {}

  /** Keeps what is not for a consumer, so that nobody reads it again. */
  interface LeftOut {

    /**
     * There is nothing for the consumer in {@code spans}.
     *
     * @param generation of the consumer when they were read
     * @return what is committed by then
     */
    CompletionStage<List<PartitionOffset>> keep(long generation, List<OffsetSpan> spans);
  }
}
