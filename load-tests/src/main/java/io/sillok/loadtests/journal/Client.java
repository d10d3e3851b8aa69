package io.sillok.loadtests.journal;

import io.sillok.loadtests.Meter;
import io.sillok.loadtests.journal.Account.Write;
import io.sillok.loadtests.journal.Account.Written;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Keeps so many commands to one account in flight, for ever. */
final class Client {

  private static final int EVENT_BYTES = 100;

  private Client() {}

  static Behavior<Written> of(String id, Set<String> tags, int inFlight, Meter meter) {
    return Behaviors.setup(context -> {
      ActorRef<Write> account = context.spawn(new Account(id, tags), "account-" + id);
      context.watch(account); // without it there is nothing to measure
      byte[] data = new byte[EVENT_BYTES];
      for (int command = 0; command < inFlight; command++) {
        account.tell(new Write(data, System.nanoTime(), context.getSelf()));
      }
      return Behaviors.receiveMessage(written -> {
        meter.record(written.startNanos());
        account.tell(new Write(data, System.nanoTime(), context.getSelf()));
        return Behaviors.same();
      });
    });
  }
}
