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
  private static final int CONFLICT = 409;

  private final Calls calls;
  private final Random random;
  private final WorkerLedger ledger;
  private final Consumer<Place> done;
  private final String queue =
      "/v1/streams/%s/queues/%s/".formatted(PageViews.STREAM, QueueWorkload.NAME);

  /**
   * @param done is told what it does
   */
  ForgetfulWorker(Calls calls, long seed, WorkerLedger ledger, Consumer<Place> done) {
    this.calls = calls;
    this.random = new Random(seed);
    this.ledger = ledger;
    this.done = done;
  }

  void turn() throws InterruptedException {
    long asked = ledger.tick();
    Reply reply = calls.untilAnswered(Request.json("POST", queue + "receive", RECEIVE));
    if (reply.status() != OK) {
      throw new IllegalStateException("A worker who asked for an item was answered " + reply);
    }
    for (JsonNode item : reply.body().path("items")) {
      JsonNode event = item.path("event");
      Place place = new Place(event.path("partition").asInt(), event.path("offset").asLong());
      ledger.given(place, asked);
      if (random.nextInt(FORGETS_EACH) > 0 || !ledger.forget()) {
        settle(place, event.at("/data/number").asLong(), item.path("receipt").asText());
      }
    }
  }

  private void settle(Place place, long number, String receipt) throws InterruptedException {
    boolean hopeless = PageViews.isHopeless(number);
    if (!hopeless) {
      done.accept(place);
    }
    Reply reply =
        calls.untilAnswered(
            Request.json(
                "POST",
                queue + (hopeless ? "reject" : "ack"),
                "{\"receipts\": [\"%s\"]%s}"
                    .formatted(
                        receipt,
                        hopeless
                            ? ", \"reason\": \"%s\"".formatted(PageViews.HOPELESS_REASON)
                            : "")));
    if (reply.status() == OK) {
      ledger.settled(place);
    } else if (reply.status() != CONFLICT) { // its lease may have run out
      throw new IllegalStateException("Settling %s was answered %s".formatted(place, reply));
    }
  }
}
