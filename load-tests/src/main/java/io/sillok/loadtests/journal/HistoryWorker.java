package io.sillok.loadtests.journal;

import io.sillok.loadtests.Fork;
import io.sillok.loadtests.Meter;
import io.sillok.loadtests.contender.Contender;
import io.sillok.loadtests.contender.Place;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;

/** Writes events for others to read: {@code HistoryWorker CONTENDER PLACE ENTITIES EVENTS}. */
public final class HistoryWorker {

  private static final int IN_FLIGHT = 4;

  /** An entity with more events than that writes several at once. */
  private static final int COMMANDS = 2000;

  private HistoryWorker() {}

  /**
   * Runs it: {@code entities} entities with {@code events} events each are at {@code place} then.
   */
  public static void write(String contender, Place place, int entities, int events)
      throws IOException, InterruptedException {
    Fork.sample(
        HistoryWorker.class,
        contender,
        place.word(),
        Integer.toString(entities),
        Integer.toString(events));
  }

  public static void main(String[] arguments) throws Exception {
    Contender contender = Contender.of(arguments[0]);
    int entities = Integer.parseInt(arguments[2]);
    int events = Integer.parseInt(arguments[3]);
    Meter meter = new Meter();
    long start = System.nanoTime();
    ActorSystem<?> system =
        ActorSystem.create(
            clients(contender, entities, events, meter),
            "history",
            contender.config(Place.parse(arguments[1])));
    system.getWhenTerminated().toCompletableFuture().join();
    int atOnce = atOnce(events);
    if (meter.total() * atOnce != (long) entities * events) {
      throw new IllegalStateException(
          "Only %d of %d commands were done; see the error above"
              .formatted(meter.total(), (long) entities * events / atOnce));
    }
    Fork.print(meter.since(start));
  }

  private static int atOnce(int events) {
    return Math.max(1, events / COMMANDS);
  }

  private static Behavior<Clients.Message> clients(
      Contender contender, int entities, int events, Meter meter) {
    int atOnce = atOnce(events);
    return Clients.of(
        entities,
        (entity, starter) ->
            Client.of(
                new Account("a-" + entity, contender.tags()),
                events / atOnce,
                atOnce,
                IN_FLIGHT,
                meter,
                starter),
        new CompletableFuture<>());
  }
}
