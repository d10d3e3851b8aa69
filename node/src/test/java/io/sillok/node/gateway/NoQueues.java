package io.sillok.node.gateway;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.queue.DeadLetterPage;
import io.sillok.node.stream.queue.DeadLetterPage.Place;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.QueueItem;
import io.sillok.node.stream.queue.QueueStanding;
import io.sillok.node.stream.queue.QueueWish;
import io.sillok.node.stream.queue.Queues;
import io.sillok.node.stream.queue.Receipt;
import io.sillok.node.stream.queue.Settled;
import io.sillok.node.stream.queue.Settling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** A cluster in which nobody has made a queue, or can. */
final class NoQueues implements Queues {

  @Override
  public CompletionStage<Optional<QueueDefinition>> find(String stream, String name) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public CompletionStage<List<QueueDefinition>> of(String stream) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<Defined> define(
      StreamDefinition stream, String name, QueueWish wish, StreamPosition start) {
    throw unknown(name);
  }

  @Override
  public CompletionStage<Boolean> delete(String stream, String name) {
    return CompletableFuture.completedFuture(false);
  }

  @Override
  public CompletionStage<QueueStanding> standing(QueueDefinition queue) {
    throw unknown(queue.name());
  }

  @Override
  public CompletionStage<List<QueueStanding>> overview() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<List<QueueItem>> receive(
      QueueDefinition queue, int max, Duration wait, Optional<Duration> lease) {
    throw unknown(queue.name());
  }

  @Override
  public Source<QueueItem, NotUsed> receive(QueueDefinition queue, int max) {
    throw unknown(queue.name());
  }

  @Override
  public CompletionStage<List<Settled>> settle(
      QueueDefinition queue, Settling wish, List<Receipt> receipts) {
    throw unknown(queue.name());
  }

  @Override
  public CompletionStage<DeadLetterPage> deadLetters(QueueDefinition queue, Place from, int limit) {
    throw unknown(queue.name());
  }

  @Override
  public CompletionStage<Changed> replay(QueueDefinition queue, Optional<List<Place>> places) {
    throw unknown(queue.name());
  }

  @Override
  public CompletionStage<Changed> discard(QueueDefinition queue, Optional<List<Place>> places) {
    throw unknown(queue.name());
  }

  @Override
  public void endWaits() {
    // nobody waits
  }

  private static UnsupportedOperationException unknown(String name) {
    return new UnsupportedOperationException("There is no queue " + name);
  }
}
