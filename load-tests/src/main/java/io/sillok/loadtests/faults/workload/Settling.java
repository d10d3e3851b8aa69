package io.sillok.loadtests.faults.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.loadtests.faults.call.Calls;
import io.sillok.loadtests.faults.call.Calls.Request;
import io.sillok.loadtests.faults.call.Reply;
import io.sillok.loadtests.faults.check.Place;
import java.util.function.Consumer;

/** How a worker over HTTP does an item of the queue, and says so at any node. For one thread. */
final class Settling {

  static final String QUEUE =
      "/v1/streams/%s/queues/%s/".formatted(PageViews.STREAM, QueueWorkload.NAME);

  private static final int OK = 200;
  private static final int CONFLICT = 409;

  private final Calls calls;
  private final WorkerLedger ledger;
  private final Consumer<Place> done;

  /**
   * @param done is told what it does
   */
  Settling(Calls calls, WorkerLedger ledger, Consumer<Place> done) {
    this.calls = calls;
    this.ledger = ledger;
    this.done = done;
  }

  /** Where the event of {@code item} stands. */
  static Place place(JsonNode item) {
    JsonNode event = item.path("event");
    return new Place(event.path("partition").asInt(), event.path("offset").asLong());
  }

  /** Does {@code item}, or gives it up where it is hopeless. */
  void settle(JsonNode item) throws InterruptedException {
    Place place = place(item);
    boolean hopeless = PageViews.isHopeless(item.at("/event/data/number").asLong());
    if (!hopeless) {
      done.accept(place);
    }
    Reply reply =
        calls.untilAnswered(
            Request.json(
                "POST",
                QUEUE + (hopeless ? "reject" : "ack"),
                "{\"receipts\": [\"%s\"]%s}"
                    .formatted(
                        item.path("receipt").asText(),
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
