package io.sillok.loadtests.stream;

import io.sillok.loadtests.Meter;
import io.sillok.loadtests.Times;
import io.sillok.loadtests.contender.Contender;
import io.sillok.loadtests.journal.Account;
import io.sillok.loadtests.journal.Account.Write;
import io.sillok.loadtests.journal.Account.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Sends commands at a steady rate, whatever becomes of them. */
final class LiveLoad {

  static final int PER_SECOND = 500;
  static final int ENTITIES = 100;
  static final int SECONDS = 20;

  /** Events that are measured. */
  static final int EVENTS = PER_SECOND * SECONDS;

  private static final int EVENT_BYTES = 100;

  private LiveLoad() {}

  /**
   * Sends for as long as it takes, on a thread of its own; {@code acknowledged} hears of answers.
   */
  static Behavior<Written> of(Contender contender, Meter acknowledged) {
    return Behaviors.setup(context -> {
      List<ActorRef<Write>> accounts = new ArrayList<>();
      for (int entity = 0; entity < ENTITIES; entity++) {
        ActorRef<Write> account =
            context.spawn(new Account("live-" + entity, contender.tags()), "account-" + entity);
        context.watch(account);
        accounts.add(account);
      }
      ActorRef<Written> self = context.getSelf();
      Thread.ofPlatform().daemon().start(() -> send(accounts, self));
      return Behaviors.receiveMessage(written -> {
        acknowledged.record(written.startNanos());
        return Behaviors.same();
      });
    });
  }

  private static void send(List<ActorRef<Write>> accounts, ActorRef<Written> replyTo) {
    int unmeasured = Times.warmUpSeconds() * PER_SECOND;
    long interval = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
    long start = System.nanoTime();
    try {
      for (int event = 0; event < unmeasured + EVENTS; event++) {
        TimeUnit.NANOSECONDS.sleep(start + event * interval - System.nanoTime());
        byte[] data = Stamp.now(event >= unmeasured).event(EVENT_BYTES);
        accounts.get(event % ENTITIES).tell(new Write(List.of(data), System.nanoTime(), replyTo));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
