package io.sillok.node.stream.queue.shard;

import io.sillok.node.stream.follow.StreamFollower;
import io.sillok.node.stream.follow.StreamFollowers;
import io.sillok.node.stream.queue.shard.Intake.Arrival;
import io.sillok.node.stream.queue.shard.Intake.Arrivals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where a partition stands in reading its stream: forwards, and again what was replayed. */
final class Reading implements AutoCloseable {

  /** Events that are read again at once. */
  private static final int AGAIN = 20;

  private final StreamFollowers followers;
  private final Intake intake;
  private final String stream;
  private final int partition;
  private final StreamFollower follower;
  private final Deque<Long> replayed = new ArrayDeque<>();
  private long next;
  private boolean underWay;
  private boolean againUnderWay;
  private boolean atEnd;
  private boolean heard;
  private boolean failed;
  private boolean held;

  /**
   * @param from the first offset that is read
   * @param wake called, on any thread, when there may be more
   */
  Reading(
      StreamFollowers followers,
      Intake intake,
      String stream,
      int partition,
      long from,
      Runnable wake) {
    this.followers = followers;
    this.intake = intake;
    this.stream = stream;
    this.partition = partition;
    next = from;
    follower = followers.follow(stream, partition, from, wake);
  }

  /** All before was read. */
  long next() {
    return next;
  }

  /** Whether something may arrive soon. */
  boolean isUnderWay() {
    return underWay || againUnderWay;
  }

  void readAgain(Collection<Long> offsets) {
    replayed.addAll(offsets);
  }

  /** There may be more than was read. */
  void hear() {
    heard = true;
  }

  /** It is time to look whether there is more, and to try again what has failed. */
  void look() {
    failed = false;
    held = false;
    hear();
  }

  /** Reads on, if nothing is being read and there may be something. */
  Optional<CompletionStage<Arrivals>> read(int limit) {
    if (underWay || failed || held || (atEnd && !heard)) {
      return Optional.empty();
    }
    underWay = true;
    heard = false;
    return Optional.of(follower.read(limit).thenApply(intake::of));
  }

  /** All of {@code arrivals} was taken in. */
  void arrived(Arrivals arrivals) {
    underWay = false;
    atEnd = arrivals.end();
    taken(arrivals.next());
  }

  /**
   * Only what is before {@code offset} was taken in; no more is read forwards until {@link #look}.
   */
  void heldAt(long offset) {
    underWay = false;
    held = true;
    taken(offset);
  }

  private void taken(long before) {
    next = Math.max(next, before);
    follower.taken(before);
  }

  /** Nothing more is read until {@link #look}. */
  void failed(boolean again) {
    if (again) {
      againUnderWay = false;
    } else {
      underWay = false;
    }
    failed = true;
  }

  /** Reads some of what was replayed. */
  Optional<CompletionStage<Arrivals>> readAgain() {
    if (againUnderWay || failed || replayed.isEmpty()) {
      return Optional.empty();
    }
    againUnderWay = true;
    List<CompletableFuture<Arrival>> read = new ArrayList<>();
    replayed.stream().limit(AGAIN).forEach(offset -> read.add(at(offset).toCompletableFuture()));
    return Optional.of(
        CompletableFuture.allOf(read.toArray(CompletableFuture<?>[]::new))
            .thenApply(all ->
                new Arrivals(read.stream().map(CompletableFuture::join).toList(), 0, false)));
  }

  private CompletionStage<Arrival> at(long offset) {
    return followers
        .at(stream, partition, offset)
        .thenApply(page ->
            intake.of(page).events().stream()
                .findFirst()
                .orElseGet(() -> new Arrival.Dropped(offset)));
  }

  void arrivedAgain(Arrivals arrivals) {
    againUnderWay = false;
    arrivals.events().forEach(arrival -> replayed.removeFirst());
  }

  @Override
  public void close() {
    follower.close();
  }
}
