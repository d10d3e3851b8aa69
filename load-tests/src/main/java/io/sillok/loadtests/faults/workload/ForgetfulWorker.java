package io.sillok.loadtests.faults.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.loadtests.faults.call.Calls;
import io.sillok.loadtests.faults.call.Calls.Request;
import io.sillok.loadtests.faults.call.Reply;
import io.sillok.loadtests.faults.check.Place;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A worker over HTTP, who asks for an item at any node, settles it, and forgets some as one does
 * that was killed. For one thread.
 */
final class ForgetfulWorker {

  private static final String RECEIVE = "{\"max\": 1, \"wait\": \"PT1S\", \"lease\": \"PT3S\"}";
  private static final int FORGETS_EACH = 10;
  private static final int OK = 200;

  private final Calls calls;
  private final Random random;
  private final WorkerLedger ledger;
  private final Settling settling;

  /**
   * @param done is told what it does
   */
  ForgetfulWorker(Calls calls, long seed, WorkerLedger ledger, Consumer<Place> done) {
    this.calls = calls;
    this.random = new Random(seed);
    this.ledger = ledger;
    settling = new Settling(calls, ledger, done);
  }

  void turn() throws InterruptedException {
    long asked = ledger.tick();
    Reply reply = calls.untilAnswered(Request.json("POST", Settling.QUEUE + "receive", RECEIVE));
    if (reply.status() != OK) {
      throw new IllegalStateException("A worker who asked for an item was answered " + reply);
    }
    for (JsonNode item : reply.body().path("items")) {
      ledger.given(Settling.place(item), asked);
      if (random.nextInt(FORGETS_EACH) > 0 || !ledger.forget()) {
        settling.settle(item);
      }
    }
  }
}
