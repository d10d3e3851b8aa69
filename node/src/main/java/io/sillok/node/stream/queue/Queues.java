package io.sillok.node.stream.queue;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.queue.DeadLetterPage.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The queues of a cluster. Each shares the events of its stream among workers; several queues on
 * one stream know nothing of each other. Stages fail only when a part of the cluster cannot answer,
 * with {@link QueueUnavailableException} or {@link
 * io.sillok.node.entity.EntityUnavailableException}.
 */
public interface Queues {

  CompletionStage<Optional<QueueDefinition>> find(String stream, String name);

  /** Those of the stream, by name. */
  CompletionStage<List<QueueDefinition>> of(String stream);

  /**
   * Makes a queue, or changes how one hands out events.
   *
   * @param wish what it leaves open stays as it is, or is as usual if the queue is new
   * @param start where it begins, if it is new
   */
  CompletionStage<Defined> define(
      StreamDefinition stream, String name, QueueWish wish, StreamPosition start);

  /**
   * @param created whether this has made it; of several at once it is true for one
   */
  record Defined(QueueDefinition queue, boolean created) {}

  /** Ends the queue, with its dead letters; whether there was one. */
  CompletionStage<Boolean> delete(String stream, String name);

  CompletionStage<QueueStanding> standing(QueueDefinition queue);

  /** How all queues stand, as far as that is found out soon; never fails. */
  CompletionStage<List<QueueStanding>> overview();

  /**
   * Leases events to a worker; none if there were none in time.
   *
   * @param max from 1
   * @param wait at most so long until there is one
   * @param lease empty for the queue's own
   */
  CompletionStage<List<QueueItem>> receive(
      QueueDefinition queue, int max, Duration wait, Optional<Duration> lease);

  /**
   * Leases events to a worker as they come; it does not end by itself. What the worker holds when
   * it is cancelled is handed out again; of the event that it has held for longest it was an
   * attempt in vain.
   *
   * @param max so many it holds at once, from 1
   */
  Source<QueueItem, NotUsed> receive(QueueDefinition queue, int max);

  /** Ends leases, or extends them; one answer for each receipt, in order. */
  CompletionStage<List<Settled>> settle(
      QueueDefinition queue, Settling wish, List<Receipt> receipts);

  /**
   * Events that the queue has given up.
   *
   * @param from the first place
   */
  CompletionStage<DeadLetterPage> deadLetters(QueueDefinition queue, Place from, int limit);

  /**
   * Has dead letters handed out again, as if for the first time.
   *
   * @param places which; empty for all
   */
  CompletionStage<Changed> replay(QueueDefinition queue, Optional<List<Place>> places);

  /** Forgets dead letters. An event that is named and holds its partition is forgotten, too. */
  CompletionStage<Changed> discard(QueueDefinition queue, Optional<List<Place>> places);

  /**
   * What became of dead letters that were named.
   *
   * @param count so many are none any more
   * @param unknown of those that were named, the ones that are none
   */
  record Changed(long count, List<Place> unknown) {
    public Changed {
      unknown = List.copyOf(unknown);
    }
  }

  /** Nobody waits for events any longer, for the node is about to stop. */
  void endWaits();
}
