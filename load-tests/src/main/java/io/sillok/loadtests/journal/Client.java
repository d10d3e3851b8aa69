package io.sillok.loadtests.journal;

import io.sillok.loadtests.Meter;
import io.sillok.loadtests.journal.Account.Write;
import io.sillok.loadtests.journal.Account.Written;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Keeps so many commands to one account in flight. Fails with its account. */
final class Client {

  /** What each event holds. */
  static final int EVENT_BYTES = 100;

  private final ActorContext<Written> context;
  private final ActorRef<Write> account;
  private final int events;
  private final Meter meter;
  private final ActorRef<Clients.Message> starter;
  private boolean started;
  private long commands;
  private long answers;

  private Client(
      ActorContext<Written> context,
      Account account,
      long commands,
      int events,
      Meter meter,
      ActorRef<Clients.Message> starter) {
    this.context = context;
    this.account = context.spawn(account, "account");
    this.commands = commands;
    this.events = events;
    this.meter = meter;
    this.starter = starter;
    answers = commands;
    context.watch(this.account);
  }

  /** For ever, one event a command. */
  static Behavior<Written> of(
      Account account, int inFlight, Meter meter, ActorRef<Clients.Message> starter) {
    return of(account, Long.MAX_VALUE, 1, inFlight, meter, starter);
  }

  /** So many commands, each for so many events; then it stops, and the account with it. */
  static Behavior<Written> of(
      Account account,
      long commands,
      int events,
      int inFlight,
      Meter meter,
      ActorRef<Clients.Message> starter) {
    return Behaviors.setup(
        context -> new Client(context, account, commands, events, meter, starter).begin(inFlight));
  }

  private Behavior<Written> begin(int inFlight) {
    for (int command = 0; command < inFlight; command++) {
      send();
    }
    return Behaviors.receiveMessage(this::written);
  }

  private void send() {
    if (commands > 0) {
      commands--;
      account.tell(new Write(events(), System.nanoTime(), context.getSelf()));
    }
  }

  /** Bytes that no compression makes fewer. */
  private List<byte[]> events() {
    return Stream.generate(Client::event).limit(events).toList();
  }

  private static byte[] event() {
    byte[] event = new byte[EVENT_BYTES];
    ThreadLocalRandom.current().nextBytes(event);
    return event;
  }

  private Behavior<Written> written(Written written) {
    meter.record(written.startNanos());
    answers--;
    if (!started) {
      started = true;
      starter.tell(Clients.Message.STARTED);
    }
    send();
    return answers == 0 ? Behaviors.stopped() : Behaviors.same();
  }
}
