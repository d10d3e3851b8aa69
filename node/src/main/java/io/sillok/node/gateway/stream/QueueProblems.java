package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.Settled;
import java.util.List;

/** The problems of queues. */
final class QueueProblems {

  private QueueProblems() {}

  static Problem unknown(String stream, String name) {
    return Problem.of(
        404,
        "unknown-queue",
        "There is no such queue",
        "Stream %s has no queue %s; make it with PUT /v1/streams/%s/queues/%s"
            .formatted(stream, Problems.shown(name), stream, Problems.shown(name)));
  }

  static Problem worked(String stream, String name) {
    return Problem.of(
        409,
        "queue-of-projection",
        "Nodes work at the queue themselves",
        "Queue %s of stream %s is where a projection hands over its results; take the downstream out of the projection first, or make a queue of your own"
            .formatted(Problems.shown(name), stream));
  }

  static Problem noKey(String stream) {
    return invalidFields(
        List.of(
            new FieldError(
                "out-of-range",
                "/ordered",
                "must be none, for the events of stream %s have no key: it is unkeyed"
                    .formatted(stream))));
  }

  static Problem unknownDeadLetters(QueueDefinition queue, List<FieldError> errors) {
    return Problem.of(
            404,
            "unknown-dead-letter",
            "There is no such dead letter",
            "Nothing was done, for queue %s of stream %s has no dead letter at %s; GET …/dead-letters lists what there is"
                .formatted(queue.name(), queue.stream(), errors.getFirst().message()))
        .withErrors(errors);
  }

  static Problem invalidReceipts(String stream, String queue, List<FieldError> errors) {
    return Problem.of(
            400,
            "invalid-receipt",
            "A receipt is not one of this queue",
            "Nothing was done, for %s is no receipt that queue %s of stream %s gave; send back receipts as they came"
                .formatted(errors.getFirst().pointer(), queue, stream))
        .withErrors(errors);
  }

  static Problem expired(List<FieldError> errors) {
    return Problem.of(
            409,
            "receipt-expired",
            "The events went on without this worker",
            "None of the receipts counts any more: " + errors.getFirst().placed())
        .withErrors(errors);
  }

  static Problem settled(List<FieldError> errors) {
    return Problem.of(
            409,
            "receipt-settled",
            "The events were settled before",
            "Nothing is left to be done with any of the receipts: " + errors.getFirst().placed())
        .withErrors(errors);
  }

  static Problem invalidFields(List<FieldError> errors) {
    return Problem.of(
            422, "invalid-body", "The body is not what is taken here", errors.getFirst().placed())
        .withErrors(errors);
  }

  static Problem unavailable(Settled.Failed failed) {
    return Problems.unavailable(
        failed.code(),
        "The queue cannot answer at present",
        failed.message() + ". Send the receipts again");
  }

  static Problem onlyEventStream() {
    return Problem.of(
        406,
        "not-acceptable",
        "Events are sent here only as they come",
        "GET sends server-sent events: ask with Accept: text/event-stream, or receive some events with POST");
  }
}
