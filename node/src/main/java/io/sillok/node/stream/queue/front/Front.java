package io.sillok.node.stream.queue.front;

import io.sillok.node.stream.queue.front.FrontAnswer.NotReceived;
import io.sillok.node.stream.queue.front.FrontAnswer.PlacedLease;
import io.sillok.node.stream.queue.front.FrontAnswer.Received;
import io.sillok.node.stream.queue.front.FrontMessage.Receive;
import io.sillok.node.stream.queue.shard.Lease;
import io.sillok.node.stream.queue.shard.ShardNews.LeasedEvent;
import io.sillok.node.stream.queue.shard.ShardNews.Taken;
import io.sillok.node.stream.queue.shard.Trouble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one queue that wait at one node, and which partitions have something for them. A
 * partition that had nothing says when that changes, so none is asked again and again. Pure: is
 * told the time, in milliseconds, and asks through {@link Partitions}.
 */
final class Front {

  /** A partition that has not answered by then is in trouble. */
  static final long ANSWER_MILLIS = 3_000;

  /** Then a partition that is in trouble is asked again. */
  static final long RETRY_MILLIS = 1_000;

  /** So often partitions are asked again while somebody waits, in case a message was lost. */
  static final long REFRESH_MILLIS = 15_000;

  private static final long IDLE_MILLIS = 300_000;

  private final Partitions partitions;
  private final Place[] places;
  private final long[] lastRequests;
  private final Map<Integer, Troubled> troubles = new HashMap<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private final Map<Long, Request> requests = new HashMap<>();
  private long lastRequest;
  private long lastUsed;
  private long refreshAt = Long.MAX_VALUE;
  private int turn;

  /** Reaches the partitions of the queue. */
  interface Partitions {

    /** Asks for events; {@code max} 0 asks only whether there are some. */
    void take(int partition, long request, int max, Receive wanted);

    /** Tells a worker. */
    void answer(Receive wanted, FrontAnswer answer);

    /** Has no use for what was leased. */
    void giveBack(int partition, List<Lease> leases);
  }

  /** What is known of a partition. */
  private enum Place {
    UNKNOWN,
    /** Whether it has something is being asked. */
    ASKED,
    READY,
    /** It will say when it has something. */
    EMPTY,
    TROUBLED
  }

  /**
   * @param waiter null where it is only asked whether there is something
   */
  private record Request(int partition, int max, @Nullable Waiter waiter, long due) {}

  private record Troubled(Trouble trouble, long until) {}

  /** One who waits. */
  private static final class Waiter {
    private final Receive wanted;
    private final long deadline;
    private final List<PlacedLease> events = new ArrayList<>();
    private int asked;
    private int requests;
    private int width = 1;

    Waiter(Receive wanted, long deadline) {
      this.wanted = wanted;
      this.deadline = deadline;
    }

    int room() {
      return wanted.max() - events.size() - asked;
    }
  }

  Front(int partitions, Partitions reached) {
    this.partitions = reached;
    places = new Place[partitions];
    lastRequests = new long[partitions];
    Arrays.fill(places, Place.UNKNOWN);
  }

  void receive(Receive wanted, long now) {
    lastUsed = now;
    waiters.add(new Waiter(wanted, now + wanted.patience().toMillis()));
    refreshAt = Math.min(refreshAt, now + REFRESH_MILLIS);
    goOn(now);
  }

  /** Who waits under {@code replyTo} is gone. */
  void cancel(ActorRef<FrontAnswer> replyTo) {
    for (Waiter waiter : List.copyOf(waiters)) {
      if (waiter.wanted.replyTo().equals(replyTo)) {
        waiters.remove(waiter);
        waiter.events.forEach(this::giveBack);
      }
    }
  }

  void taken(Taken taken, long now) {
    Request request = requests.remove(taken.request());
    Waiter waiter = request == null ? null : request.waiter();
    if (request != null && waiter != null) {
      waiter.asked -= request.max();
      waiter.requests--;
    }
    for (LeasedEvent event : taken.events()) {
      PlacedLease placed = new PlacedLease(taken.partition(), event, taken.shard());
      if (waiter != null && waiters.contains(waiter)) {
        waiter.events.add(placed);
      } else {
        giveBack(placed);
      }
    }
    Trouble trouble = taken.trouble();
    if (trouble != null) {
      trouble(taken.partition(), trouble, now);
    } else {
      troubles.remove(taken.partition());
      places[taken.partition()] = taken.more() ? Place.READY : Place.EMPTY;
    }
    goOn(now);
  }

  void ready(int partition, long now) {
    troubles.remove(partition);
    places[partition] = Place.READY;
    goOn(now);
  }

  /** Who was to tell when there is something is gone. */
  void gone(int partition, long now) {
    places[partition] = Place.UNKNOWN;
    goOn(now);
  }

  /** Nobody waits any longer. */
  void endWaits() {
    for (Waiter waiter : List.copyOf(waiters)) {
      answer(waiter, new Received(waiter.events));
    }
  }

  /** Whether nobody has waited here for a while. */
  boolean isIdle(long now) {
    return waiters.isEmpty() && requests.isEmpty() && now - lastUsed > IDLE_MILLIS;
  }

  /** It is {@code now}. */
  void advance(long now) {
    for (Map.Entry<Long, Request> entry : List.copyOf(requests.entrySet())) {
      if (entry.getValue().due() <= now) {
        requests.remove(entry.getKey());
        notAnswered(entry.getKey(), entry.getValue(), now);
      }
    }
    troubles.forEach((partition, troubled) -> {
      if (troubled.until() <= now && places[partition] == Place.TROUBLED) {
        places[partition] = Place.UNKNOWN;
      }
    });
    if (refreshAt <= now) {
      refreshAt = waiters.isEmpty() ? Long.MAX_VALUE : now + REFRESH_MILLIS;
      Arrays.setAll(places, each -> places[each] == Place.EMPTY ? Place.UNKNOWN : places[each]);
    }
    goOn(now);
  }

  private void notAnswered(long number, Request request, long now) {
    Waiter waiter = request.waiter();
    if (waiter != null) {
      waiter.asked -= request.max();
      waiter.requests--;
    }
    int partition = request.partition();
    if (lastRequests[partition] == number) {
      trouble(
          partition,
          new Trouble("timeout", "Partition %d did not answer".formatted(partition)),
          now);
    }
  }

  /** When {@link #advance} has something to do, after it was told {@code now}. */
  OptionalLong nextDue(long now) {
    return Stream.of(
            requests.values().stream().map(Request::due),
            waiters.stream().map(waiter -> waiter.deadline),
            waiters.isEmpty()
                ? Stream.<Long>empty()
                : troubles.values().stream().map(Troubled::until),
            waiters.isEmpty() ? Stream.<Long>empty() : Stream.of(refreshAt))
        .flatMap(times -> times)
        .mapToLong(Long::longValue)
        .filter(time -> time > now)
        .min();
  }

  private void trouble(int partition, Trouble trouble, long now) {
    places[partition] = Place.TROUBLED;
    troubles.put(partition, new Troubled(trouble, now + RETRY_MILLIS));
  }

  private void goOn(long now) {
    if (!waiters.isEmpty()) {
      askUnknown(now);
    }
    for (Waiter waiter : List.copyOf(waiters)) {
      ask(waiter, now);
      answerIfDone(waiter, now);
    }
  }

  private void askUnknown(long now) {
    for (int partition = 0; partition < places.length; partition++) {
      if (places[partition] == Place.UNKNOWN) {
        places[partition] = Place.ASKED;
        request(partition, 0, null, waiters.getFirst().wanted, now);
      }
    }
  }

  /** First one partition for all, then more and more of them at once. */
  private void ask(Waiter waiter, long now) {
    if (waiter.requests > 0 || waiter.room() == 0) {
      return;
    }
    int[] ready = readyInTurn();
    int asked = Math.min(Math.min(waiter.width, ready.length), waiter.room());
    for (int each = 0; each < asked; each++) {
      int share = Math.ceilDiv(waiter.room(), asked - each);
      request(ready[each], share, waiter, waiter.wanted, now);
      turn = ready[each] + 1;
    }
    if (asked > 0) {
      waiter.width = Math.min(2 * waiter.width, places.length);
    }
  }

  private int[] readyInTurn() {
    return IntStream.range(0, places.length)
        .map(step -> (turn + step) % places.length)
        .filter(partition -> places[partition] == Place.READY)
        .toArray();
  }

  private void request(int partition, int max, @Nullable Waiter waiter, Receive wanted, long now) {
    long number = ++lastRequest;
    lastRequests[partition] = number;
    requests.put(number, new Request(partition, max, waiter, now + ANSWER_MILLIS));
    if (waiter != null) {
      waiter.asked += max;
      waiter.requests++;
    }
    partitions.take(partition, number, max, wanted);
  }

  private void answerIfDone(Waiter waiter, long now) {
    if (waiter.requests > 0) {
      return;
    }
    if (!waiter.events.isEmpty()) {
      answer(waiter, new Received(waiter.events));
    } else if (waiter.deadline <= now && !isAsking()) {
      Optional<Trouble> trouble = troubles.values().stream().map(Troubled::trouble).findFirst();
      answer(
          waiter,
          trouble.<FrontAnswer>map(NotReceived::new).orElseGet(() -> new Received(List.of())));
    }
  }

  /** Whether a partition may still say that it has something. */
  private boolean isAsking() {
    return Arrays.stream(places).anyMatch(place -> place == Place.ASKED);
  }

  private void answer(Waiter waiter, FrontAnswer answer) {
    waiters.remove(waiter);
    partitions.answer(waiter.wanted, answer);
  }

  private void giveBack(PlacedLease placed) {
    partitions.giveBack(placed.partition(), List.of(placed.event().lease()));
  }
}
