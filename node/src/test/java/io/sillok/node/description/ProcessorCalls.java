package io.sillok.node.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.tally.Tally;
import io.sillok.node.tally.TallyModule;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks for all that a description says of processors and of what they could not process. */
record ProcessorCalls(DescribedNode node) {

  private static final long PATIENCE_SECONDS = 60;

  void all() {
    node.call("declareStream")
        .with("stream", TallyModule.INPUT)
        .body(TallyModule.DECLARATION)
        .answers(201);
    tell(2);
    tell(Tally.UNLUCKY);
    tell(Tally.UNLUCKY);
    awaitParked(2);
    node.call("processors").answers(200);
    JsonNode described = totals("processor").answers(200);
    assertThat(described.path("partitions")).isNotEmpty();
    JsonNode page = totals("parkedEvents").with("limit", 1).answers(200);
    totals("parkedEvents").with("after", page.path("next").asText()).answers(200);
    totals("parkedEvents").with("after", "nowhere").answers(400);
    change();
    node.call("processor").with("processor", "unheard-of").answers(404);
  }

  private void change() {
    totals("replayParked").example("some").answers(200);
    JsonNode replayed = totals("replayParked").example("all").answers(200);
    assertThat(replayed.path("parked").asInt()).isEqualTo(2);
    totals("replayParked").body("{}").answers(422);
    totals("discardParked").example("some").answers(200);
    totals("discardParked").body("[").answers(400);
    JsonNode discarded = totals("discardParked").example("all").answers(200);
    assertThat(discarded.path("discarded").asInt()).isEqualTo(2);
  }

  private void tell(long value) {
    node.call("appendEvents")
        .with("stream", TallyModule.INPUT)
        .body("{\"name\":\"a\",\"value\":%d}".formatted(value))
        .answers(200);
  }

  private void awaitParked(int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    JsonNode totals = totals("processor").answers(200);
    while (totals.path("parked").asInt() < count || !totals.path("reason").isMissingNode()) {
      assertThat(System.nanoTime()).as("parked in time: " + totals).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      totals = totals("processor").answers(200);
    }
  }

  private Call totals(String operation) {
    return node.call(operation).with("processor", "totals");
  }
}
