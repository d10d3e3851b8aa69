package io.sillok.node.processor.sharded;

import io.sillok.node.cluster.partition.NoAnswer;
import io.sillok.node.cluster.partition.PartitionActors;
import io.sillok.node.entity.LoadedModule;
import io.sillok.node.processor.Pace.Condition;
import io.sillok.node.processor.Pace.Status;
import io.sillok.node.processor.ParkedPage;
import io.sillok.node.processor.ParkedPage.ParkedEvent;
import io.sillok.node.processor.ParkedPage.Place;
import io.sillok.node.processor.PartitionStanding;
import io.sillok.node.processor.PartitionStanding.LeftOut;
import io.sillok.node.processor.ProcessorProgress;
import io.sillok.node.processor.ProcessorStanding;
import io.sillok.node.processor.ProcessorUnavailableException;
import io.sillok.node.processor.Processors;
import io.sillok.node.processor.kept.Parked;
import io.sillok.node.processor.sharded.PartitionAnswers.Answer;
import io.sillok.node.processor.work.WorkParts;
import io.sillok.node.stage.PekkoStages;
import io.sillok.node.stream.PageRoom;
import io.sillok.node.stream.StreamPosition;
import io.sillok.protocol.schema.ProcessorModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link Processors} whose partitions live with the partitions of their inputs. */
public final class ShardedProcessors implements Processors {

  private static final Duration LOOKS_WITHIN = Duration.ofSeconds(5);
  private static final Duration CHANGES_WITHIN = Duration.ofSeconds(25);
  private static final Duration RESTS_WITHIN = Duration.ofSeconds(4);

  private final ActorSystem<?> system;
  private final ShardParts parts;
  private final SortedMap<String, Known> known = new TreeMap<>();
  private final PartitionActors<ProcessorMessage> shards;
  private final ParkedEvents parkedEvents;
  private final Cancellable keeping;

  /**
   * Starts the part of {@code system}'s node in processing.
   *
   * @param wakeInterval how often partitions are reminded that they should be at work
   */
  public ShardedProcessors(
      ActorSystem<?> system, WorkParts work, List<LoadedModule> modules, Duration wakeInterval) {
    this.system = system;
    parts =
        new ShardParts(
            work, ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>(), new Complaints());
    parkedEvents = new ParkedEvents(system, work.streams());
    modules.forEach(module ->
        module
            .processors()
            .forEach(model -> known.put(model.type().name(), new Known(model, module.name()))));
    shards =
        PartitionActors.start(
            system, ProcessorMessage.class, "processor", this::shard, new ProcessorMessage.Stop());
    keeping =
        new ProcessorKeeper(shards, known.keySet(), work.streams().partitions())
            .start(system, wakeInterval);
  }

  private record Known(ProcessorModel<?, ?> model, String module) {}

  /** A processor that only other nodes have is none of this node's. */
  private Behavior<ProcessorMessage> shard(String processor, int partition) {
    Known found = known.get(processor);
    return found == null
        ? Behaviors.stopped()
        : ProcessorShard.create(parts, found.model(), partition);
  }

  /** Finishes what is under way on this node, and begins nothing more. */
  public CompletionStage<Done> rest() {
    keeping.cancel();
    List<CompletableFuture<ProcessorAnswer>> resting =
        parts.local().stream()
            .map(shard ->
                PekkoStages.<ProcessorMessage, ProcessorAnswer>ask(
                        system, shard, ProcessorMessage.Rest::new, RESTS_WITHIN)
                    .toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(resting.toArray(CompletableFuture<?>[]::new))
        .handle((rested, late) -> Done.getInstance());
  }

  @Override
  public SortedSet<String> names() {
    return new TreeSet<>(known.keySet());
  }

  @Override
  public CompletionStage<List<ProcessorStanding>> all() {
    return allOf(known.values().stream().map(this::standing).toList());
  }

  @Override
  public CompletionStage<Optional<ProcessorStanding>> find(String processor) {
    Known found = known.get(processor);
    return found == null
        ? CompletableFuture.completedFuture(Optional.empty())
        : standing(found).thenApply(Optional::of);
  }

  private CompletionStage<ProcessorStanding> standing(Known processor) {
    return heads(processor.model().type().input())
        .thenCompose(heads ->
            allOf(
                partitions()
                    .mapToObj(partition ->
                        standing(
                            processor.model().type().name(),
                            partition,
                            heads.offsets().getOrDefault(partition, 0L)))
                    .toList()))
        .thenApply(
            partitions -> new ProcessorStanding(processor.model(), processor.module(), partitions));
  }

  private CompletionStage<StreamPosition> heads(String input) {
    return parts
        .work()
        .streams()
        .find(input)
        .thenCompose(found ->
            found.isPresent()
                ? parts.work().streams().end(found.get())
                : CompletableFuture.completedFuture(StreamPosition.start(input)));
  }

  private IntStream partitions() {
    return IntStream.range(0, parts.work().streams().partitions());
  }

  private CompletionStage<PartitionStanding> standing(String processor, int partition, long head) {
    return shards
        .<ProcessorAnswer>ask(
            processor, partition, replyTo -> new ProcessorMessage.Look(head, replyTo), LOOKS_WITHIN)
        .handle((answer, failure) ->
            answer instanceof ProcessorAnswer.Standing standing
                ? standing(partition, head, standing)
                : silent(partition, head));
  }

  private static PartitionStanding standing(
      int partition, long head, ProcessorAnswer.Standing standing) {
    return new PartitionStanding(
        partition,
        standing.next(),
        head,
        standing.parked(),
        Optional.ofNullable(standing.leftOut())
            .map(left -> new LeftOut(left.count(), left.offset(), left.reason())),
        standing.condition());
  }

  private PartitionStanding silent(int partition, long head) {
    Condition unknown =
        new Condition(
            Status.STALLED,
            parts.work().clock().instant().minus(LOOKS_WITHIN),
            "Partition %d does not answer; how far it has come is not known".formatted(partition));
    return new PartitionStanding(partition, 0, head, 0, Optional.empty(), unknown);
  }

  @Override
  public CompletionStage<ParkedPage> parked(String processor, Place from, int limit) {
    return askAll(
            processor,
            partitions().filter(partition -> partition >= from.partition()),
            ProcessorAnswer.ParkedAre.class,
            LOOKS_WITHIN,
            (partition, replyTo) ->
                new ProcessorMessage.ListParked(
                    partition == from.partition() ? from.offset() : 0, limit, replyTo))
        .thenCompose(answers ->
            page(
                processor,
                answers.given().entrySet().iterator(),
                limit,
                new PageRoom(),
                new ParkedPage(List.of(), Optional.empty(), answers.missing())));
  }

  /** Goes through {@code answers} until the page is full; {@code room} is what it takes. */
  private CompletionStage<ParkedPage> page(
      String processor,
      Iterator<Entry<Integer, ProcessorAnswer.ParkedAre>> answers,
      int limit,
      PageRoom room,
      ParkedPage sofar) {
    if (!answers.hasNext()) {
      return CompletableFuture.completedFuture(sofar);
    }
    Entry<Integer, ProcessorAnswer.ParkedAre> answer = answers.next();
    int partition = answer.getKey();
    List<Parked> found = answer.getValue().parked();
    List<Parked> some = found.stream().limit(limit - sofar.events().size()).toList();
    return parkedEvents
        .read(input(processor), partition, some, room)
        .thenCompose(read -> {
          List<ParkedEvent> events = new ArrayList<>(sofar.events());
          events.addAll(read);
          boolean full = room.isFull() || events.size() == limit;
          Optional<Place> next =
              read.size() < found.size() || (full && !read.isEmpty())
                  ? Optional.of(new Place(partition, read.getLast().place().offset() + 1))
                  : Optional.empty();
          ParkedPage page = new ParkedPage(events, next, sofar.unknown());
          return next.isPresent()
              ? CompletableFuture.completedFuture(page)
              : page(processor, answers, limit, room, page);
        });
  }

  private String input(String processor) {
    return Objects.requireNonNull(known.get(processor)).model().type().input();
  }

  @Override
  public CompletionStage<Replayed> replay(String processor, Optional<List<Place>> places) {
    return change(
            processor,
            places,
            ProcessorAnswer.Replayed.class,
            (offsets, replyTo) -> new ProcessorMessage.Replay(offsets.orElse(null), replyTo))
        .thenApply(answers ->
            new Replayed(
                sum(answers, ProcessorAnswer.Replayed::processed),
                sum(answers, ProcessorAnswer.Replayed::parked),
                answers.missing()));
  }

  @Override
  public CompletionStage<Discarded> discard(String processor, Optional<List<Place>> places) {
    return change(
            processor,
            places,
            ProcessorAnswer.Discarded.class,
            (offsets, replyTo) -> new ProcessorMessage.Discard(offsets.orElse(null), replyTo))
        .thenApply(answers ->
            new Discarded(sum(answers, ProcessorAnswer.Discarded::count), answers.missing()));
  }

  private static <A> int sum(PartitionAnswers<A> answers, ToIntFunction<A> count) {
    return answers.given().values().stream().mapToInt(count).sum();
  }

  /** A message about some offsets, or all. */
  private interface About {
    ProcessorMessage message(Optional<List<Long>> offsets, ActorRef<ProcessorAnswer> replyTo);
  }

  private <A extends ProcessorAnswer> CompletionStage<PartitionAnswers<A>> change(
      String processor, Optional<List<Place>> places, Class<A> expected, About about) {
    Map<Integer, List<Long>> chosen =
        places.stream()
            .flatMap(List::stream)
            .collect(
                Collectors.groupingBy(
                    Place::partition, Collectors.mapping(Place::offset, Collectors.toList())));
    return askAll(
        processor,
        partitions().filter(partition -> places.isEmpty() || chosen.containsKey(partition)),
        expected,
        CHANGES_WITHIN,
        (partition, replyTo) -> about.message(Optional.ofNullable(chosen.get(partition)), replyTo));
  }

  /** A message to a partition. */
  private interface To {
    ProcessorMessage message(int partition, ActorRef<ProcessorAnswer> replyTo);
  }

  private <A extends ProcessorAnswer> CompletionStage<PartitionAnswers<A>> askAll(
      String processor, IntStream partitions, Class<A> expected, Duration timeout, To to) {
    return allOf(
            partitions
                .mapToObj(partition ->
                    ask(processor, partition, expected, timeout, to)
                        .thenApply(answer -> Map.entry(partition, answer)))
                .toList())
        .thenApply(answers ->
            PartitionAnswers.of(
                answers.stream().collect(Collectors.toMap(Entry::getKey, Entry::getValue))));
  }

  private <A extends ProcessorAnswer> CompletionStage<Answer<A>> ask(
      String processor, int partition, Class<A> expected, Duration timeout, To to) {
    return shards
        .<ProcessorAnswer>askPatiently(
            processor, partition, replyTo -> to.message(partition, replyTo), timeout)
        .handle((answer, failure) -> {
          if (failure != null) {
            NoAnswer why =
                NoAnswer.of(
                    failure,
                    "Partition %d of processor %s did not answer in time; what was asked may be done yet"
                        .formatted(partition, processor));
            return new Answer.Missing<>(
                new ProcessorUnavailableException(why.code(), why.message()));
          }
          return answer instanceof ProcessorAnswer.Unavailable(String reason)
              ? new Answer.Missing<>(new ProcessorUnavailableException("processor-stalled", reason))
              : new Answer.Given<>(expected.cast(answer));
        });
  }

  @Override
  public List<ProcessorProgress> progress() {
    return List.copyOf(parts.progress().values());
  }

  private static <T> CompletionStage<List<T>> allOf(List<? extends CompletionStage<T>> stages) {
    List<CompletableFuture<T>> futures =
        stages.stream().map(CompletionStage::toCompletableFuture).toList();
    return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }
}
