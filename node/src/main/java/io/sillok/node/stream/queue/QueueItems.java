package io.sillok.node.stream.queue;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.follow.FollowedEvent.Decoded;
import io.sillok.node.stream.follow.FollowedPage;
import io.sillok.node.stream.queue.delivery.Rendering;
import io.sillok.node.stream.queue.front.FrontAnswer.PlacedLease;
import io.sillok.node.stream.queue.shard.Lease;
import io.sillok.node.stream.queue.shard.ShardParts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes of leased events what workers get. An event that was read before its stream was declared
 * anew is read again, so that all attempts show it by the present definition.
 */
final class QueueItems {

  private final ShardParts parts;

  QueueItems(ShardParts parts) {
    this.parts = parts;
  }

  /**
   * Fails never: where the present definition cannot be asked for, events are as they were read.
   */
  CompletionStage<List<QueueItem>> of(QueueDefinition queue, List<PlacedLease> leased) {
    if (leased.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    return parts
        .followers()
        .definition(queue.stream())
        .thenCompose(stream -> present(queue, stream, leased))
        .exceptionally(outage ->
            leased.stream().map(each -> item(queue, each, each.event().event().json())).toList());
  }

  private CompletionStage<List<QueueItem>> present(
      QueueDefinition queue, StreamDefinition stream, List<PlacedLease> leased) {
    List<CompletableFuture<QueueItem>> items =
        leased.stream()
            .map(each ->
                json(stream, each).thenApply(json -> item(queue, each, json)).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(items.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> items.stream().map(CompletableFuture::join).toList());
  }

  private CompletionStage<byte[]> json(StreamDefinition stream, PlacedLease leased) {
    Rendering read = leased.event().event();
    return read.definition() == stream.fingerprint()
        ? CompletableFuture.completedFuture(read.json())
        : parts
            .followers()
            .at(stream.name(), leased.partition(), leased.event().lease().offset())
            .thenApply(page -> json(page, read));
  }

  /** As it was read before where retention has dropped it meanwhile. */
  private byte[] json(FollowedPage page, Rendering read) {
    return page.events().stream()
        .filter(Decoded.class::isInstance)
        .map(decoded -> parts.writing().apply(((Decoded) decoded).event()))
        .findFirst()
        .orElse(read.json());
  }

  private static QueueItem item(QueueDefinition queue, PlacedLease leased, byte[] json) {
    Lease lease = leased.event().lease();
    Receipt receipt = new Receipt(leased.partition(), lease.offset(), lease.lease());
    return new QueueItem(
        receipt.text(queue), leased.event().attempt(), leased.event().until(), json);
  }
}
