package io.sillok.node.stream.queue;

import io.sillok.node.cluster.partition.NoAnswer;
import io.sillok.node.cluster.partition.PartitionActors;
import io.sillok.node.stage.PekkoStages;
import io.sillok.node.stream.PageRoom;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.follow.FollowedEvent.Decoded;
import io.sillok.node.stream.follow.ReadInTurn;
import io.sillok.node.stream.queue.DeadLetterPage.Letter;
import io.sillok.node.stream.queue.DeadLetterPage.Place;
import io.sillok.node.stream.queue.front.FrontAnswer;
import io.sillok.node.stream.queue.front.FrontMessage;
import io.sillok.node.stream.queue.front.QueueFronts;
import io.sillok.node.stream.queue.front.WorkerMessage;
import io.sillok.node.stream.queue.kept.DeadLetter;
import io.sillok.node.stream.queue.kept.PartitionStart;
import io.sillok.node.stream.queue.shard.Lease;
import io.sillok.node.stream.queue.shard.QueueShard;
import io.sillok.node.stream.queue.shard.ShardAnswer;
import io.sillok.node.stream.queue.shard.ShardMessage;
import io.sillok.node.stream.queue.shard.ShardParts;
import io.sillok.node.stream.queue.shard.Trouble;
import io.sillok.node.stream.queue.shard.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.stream.javadsl.Source;

/** {@link Queues} whose partitions live with the partitions of their streams. */
public final class ShardedQueues implements Queues {

  /** Beside the time that a worker is ready to wait. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  /** So long a connected worker may wait until its connection hears of it. */
  private static final Duration NEXT_WITHIN = Duration.ofSeconds(60);

  private final ActorSystem<?> system;
  private final ShardParts parts;
  private final int partitions;
  private final Duration timeout;
  private final QueueCatalog catalog;
  private final PartitionActors<ShardMessage> shards;
  private final ActorRef<FrontMessage> front;
  private final QueueOverview overview;
  private final QueueItems items;

  /**
   * Starts the part of {@code system}'s node in queues.
   *
   * @param partitions of every stream
   * @param timeout after which a partition that did not answer is given up
   */
  public ShardedQueues(ActorSystem<?> system, ShardParts parts, int partitions, Duration timeout) {
    this.system = system;
    this.parts = parts;
    this.partitions = partitions;
    this.timeout = timeout;
    catalog = new QueueCatalog(parts.entities());
    items = new QueueItems(parts);
    shards =
        PartitionActors.startLasting(
            system,
            ShardMessage.class,
            "queue-partition",
            (name, partition, leave) -> QueueShard.create(parts, name, partition, leave),
            new ShardMessage.Stop());
    front =
        system.systemActorOf(
            QueueFronts.create(shards, partitions, parts.clock()), "queue-fronts", Props.empty());
    overview = new QueueOverview(() -> catalog.all(""), this::standing);
  }

  @Override
  public CompletionStage<Optional<QueueDefinition>> find(String stream, String name) {
    return catalog.find(stream, name);
  }

  @Override
  public CompletionStage<List<QueueDefinition>> of(String stream) {
    return catalog.all(stream + "/");
  }

  @Override
  public CompletionStage<Defined> define(
      StreamDefinition stream, String name, QueueWish wish, StreamPosition start) {
    return starts(stream, start)
        .thenCompose(starts -> catalog.define(stream.name(), name, wish, starts))
        .thenApply(defined -> {
          tellAll(defined.queue().path(), new ShardMessage.Redefined(defined.queue()));
          return defined;
        });
  }

  /**
   * Not before what the log holds: what retention has dropped by now, the queue has not skipped.
   */
  private CompletionStage<List<PartitionStart>> starts(
      StreamDefinition stream, StreamPosition start) {
    List<CompletableFuture<PartitionStart>> found =
        IntStream.range(0, partitions)
            .mapToObj(partition ->
                parts
                    .followers()
                    .extent(stream.name(), partition)
                    .thenApply(extent -> {
                      long wanted = start.offsets().getOrDefault(partition, 0L);
                      return new PartitionStart(partition, Math.max(wanted, extent.first()));
                    })
                    .toCompletableFuture())
            .toList();
    return all(found)
        .thenApply(starts -> starts.stream().filter(each -> each.offset() > 0).toList());
  }

  @Override
  public CompletionStage<Boolean> delete(String stream, String name) {
    return catalog
        .find(stream, name)
        .thenCompose(queue ->
            queue.isEmpty()
                ? CompletableFuture.completedFuture(false)
                : catalog
                    .delete(stream, name)
                    .thenApply(version -> {
                      tellAll(queue.get().path(), new ShardMessage.Deleted(version));
                      return true;
                    }));
  }

  private void tellAll(String path, ShardMessage message) {
    IntStream.range(0, partitions).forEach(partition -> shards.tell(path, partition, message));
  }

  @Override
  public CompletionStage<QueueStanding> standing(QueueDefinition queue) {
    List<CompletableFuture<ShardAnswer>> asked =
        IntStream.range(0, partitions)
            .mapToObj(partition ->
                ask(queue, partition, replyTo -> new ShardMessage.Look(queue, replyTo)))
            .toList();
    return all(asked).thenApply(answers -> QueueOverview.sum(queue, answers));
  }

  @Override
  public CompletionStage<List<QueueStanding>> overview() {
    return overview.now();
  }

  @Override
  public CompletionStage<List<QueueItem>> receive(
      QueueDefinition queue, int max, Duration wait, Optional<Duration> lease) {
    return PekkoStages.<FrontMessage, FrontAnswer>ask(
            system,
            front,
            replyTo ->
                new FrontMessage.Receive(
                    queue, max, wait, lease.orElse(queue.settings().lease()), null, replyTo),
            wait.plus(SLACK))
        .thenCompose(answer ->
            switch (answer) {
              case FrontAnswer.Received(var events) -> items.of(queue, events);
              case FrontAnswer.NotReceived(var trouble) ->
                  throw new QueueUnavailableException(trouble.code(), trouble.message());
            });
  }

  @Override
  public Source<QueueItem, NotUsed> receive(QueueDefinition queue, int max) {
    return Source.<List<QueueItem>, ActorRef<WorkerMessage>>unfoldResourceAsync(
            () ->
                PekkoStages.ask(
                    system,
                    front,
                    replyTo -> new FrontMessage.Employ(queue, max, replyTo),
                    timeout),
            worker ->
                PekkoStages.<WorkerMessage, FrontAnswer.Received>ask(
                        system, worker, WorkerMessage.Next::new, NEXT_WITHIN)
                    .thenCompose(received -> items.of(queue, received.events()))
                    .thenApply(Optional::of),
            worker -> {
              worker.tell(new WorkerMessage.Close());
              return CompletableFuture.completedFuture(Done.getInstance());
            })
        .mapConcat(received -> received);
  }

  @Override
  public CompletionStage<List<Settled>> settle(
      QueueDefinition queue, Settling settling, List<Receipt> receipts) {
    Wish wish = wish(settling);
    Map<Integer, List<Integer>> indexes =
        IntStream.range(0, receipts.size())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    index -> receipts.get(index).partition(), TreeMap::new, Collectors.toList()));
    Settled[] results = new Settled[receipts.size()];
    List<CompletableFuture<?>> asked = new ArrayList<>();
    indexes.forEach((partition, chosen) -> {
      List<Lease> leases =
          chosen.stream()
              .map(receipts::get)
              .map(receipt -> new Lease(receipt.offset(), receipt.lease()))
              .toList();
      asked.add(
          ask(queue, partition, to -> new ShardMessage.Settle(queue, wish, leases, to))
              .thenAccept(answer -> {
                for (int each = 0; each < chosen.size(); each++) {
                  results[chosen.get(each)] = settled(answer, each);
                }
              }));
    });
    return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> Arrays.asList(results));
  }

  private static Wish wish(Settling settling) {
    return switch (settling) {
      case Settling.Ack ack -> new Wish(Wish.Kind.ACK, null, null);
      case Settling.Nack(var delay, var reason) ->
          new Wish(Wish.Kind.NACK, delay.orElse(null), reason.orElse(null));
      case Settling.Reject(var reason) -> new Wish(Wish.Kind.REJECT, null, reason.orElse(null));
      case Settling.Extend(var lease) -> new Wish(Wish.Kind.EXTEND, lease.orElse(null), null);
    };
  }

  private static Settled settled(ShardAnswer answer, int index) {
    return switch (answer) {
      case ShardAnswer.Settled(var outcomes) ->
          switch (outcomes.get(index)) {
            case DONE -> new Settled.Done();
            case EXPIRED -> new Settled.Expired();
            case SETTLED -> new Settled.Already();
          };
      case ShardAnswer.Unavailable(var trouble) ->
          new Settled.Failed(trouble.code(), trouble.message());
      default -> throw new IllegalStateException("No answer to a wish: " + answer);
    };
  }

  @Override
  public CompletionStage<DeadLetterPage> deadLetters(QueueDefinition queue, Place from, int limit) {
    return deadLetters(queue, from, limit, new PageRoom(), new ArrayList<>());
  }

  private CompletionStage<DeadLetterPage> deadLetters(
      QueueDefinition queue, Place from, int limit, PageRoom room, List<Letter> sofar) {
    if (from.partition() >= partitions) {
      return CompletableFuture.completedFuture(new DeadLetterPage(sofar, Optional.empty()));
    }
    if (sofar.size() >= limit || room.isFull()) {
      return CompletableFuture.completedFuture(new DeadLetterPage(sofar, Optional.of(from)));
    }
    int partition = from.partition();
    int wanted = limit - sofar.size();
    return ask(
            queue,
            partition,
            to -> new ShardMessage.ListDeadLetters(queue, from.offset(), wanted, to))
        .thenCompose(answer -> {
          List<DeadLetter> found = answered(answer, ShardAnswer.DeadLetters.class).deadLetters();
          return ReadInTurn.of(found, letter -> read(queue, partition, letter), Letter::event, room)
              .thenCompose(letters -> {
                sofar.addAll(letters);
                boolean all = letters.size() == found.size() && found.size() < wanted;
                Place next =
                    all
                        ? new Place(partition + 1, 0)
                        : new Place(partition, letters.getLast().place().offset() + 1);
                return deadLetters(queue, next, limit, room, sofar);
              });
        });
  }

  private CompletionStage<Letter> read(QueueDefinition queue, int partition, DeadLetter letter) {
    return parts
        .followers()
        .at(queue.stream(), partition, letter.offset())
        .thenApply(page ->
            new Letter(
                new Place(partition, letter.offset()),
                letter.attempts(),
                letter.reason(),
                letter.at(),
                page.events().stream()
                    .filter(Decoded.class::isInstance)
                    .map(decoded -> ((Decoded) decoded).event())
                    .findFirst()));
  }

  @Override
  public CompletionStage<Changed> replay(QueueDefinition queue, Optional<List<Place>> places) {
    return change(queue, true, places);
  }

  @Override
  public CompletionStage<Changed> discard(QueueDefinition queue, Optional<List<Place>> places) {
    return change(queue, false, places);
  }

  private CompletionStage<Changed> change(
      QueueDefinition queue, boolean replay, Optional<List<Place>> places) {
    Map<Integer, List<Long>> chosen =
        places.stream()
            .flatMap(List::stream)
            .filter(place -> place.partition() < partitions)
            .collect(
                Collectors.groupingBy(
                    Place::partition, Collectors.mapping(Place::offset, Collectors.toList())));
    List<CompletableFuture<List<Place>>> asked =
        IntStream.range(0, partitions)
            .filter(partition -> places.isEmpty() || chosen.containsKey(partition))
            .mapToObj(partition -> {
              Optional<List<Long>> offsets = Optional.ofNullable(chosen.get(partition));
              return ask(
                      queue,
                      partition,
                      to -> new ShardMessage.ChangeDeadLetters(queue, replay, offsets, to))
                  .thenApply(answer -> places(partition, answer));
            })
            .toList();
    return all(asked)
        .thenApply(found -> changed(places, found.stream().flatMap(List::stream).toList()));
  }

  private static List<Place> places(int partition, ShardAnswer answer) {
    return answered(answer, ShardAnswer.Changed.class).offsets().stream()
        .map(offset -> new Place(partition, offset))
        .toList();
  }

  private static Changed changed(Optional<List<Place>> asked, List<Place> found) {
    Set<Place> unknown = new LinkedHashSet<>(asked.orElse(List.of()));
    found.forEach(unknown::remove);
    return new Changed(found.size(), List.copyOf(unknown));
  }

  @Override
  public void endWaits() {
    front.tell(new FrontMessage.EndWaits());
  }

  private CompletableFuture<ShardAnswer> ask(
      QueueDefinition queue, int partition, Function<ActorRef<ShardAnswer>, ShardMessage> message) {
    return shards
        .<ShardAnswer>ask(queue.path(), partition, message, timeout)
        .exceptionally(failure -> {
          NoAnswer why =
              NoAnswer.of(
                  failure,
                  "Partition %d of queue %s did not answer in time"
                      .formatted(partition, queue.name()));
          return new ShardAnswer.Unavailable(new Trouble(why.code(), why.message()));
        })
        .toCompletableFuture();
  }

  private static <A extends ShardAnswer> A answered(ShardAnswer answer, Class<A> expected) {
    if (answer instanceof ShardAnswer.Unavailable(var trouble)) {
      throw new QueueUnavailableException(trouble.code(), trouble.message());
    }
    return expected.cast(answer);
  }

  private static <T> CompletionStage<List<T>> all(List<CompletableFuture<T>> stages) {
    return CompletableFuture.allOf(stages.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> stages.stream().map(CompletableFuture::join).toList());
  }
}
