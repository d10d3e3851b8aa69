package io.sillok.node.cli.append;

import io.sillok.node.cli.append.Entry.Event;
import io.sillok.node.cli.append.Entry.Refusal;
import io.sillok.node.cli.append.Settlement.Outcome;
import io.sillok.node.cli.append.Settlement.Pending;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.NodeClient.Answer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Sends the events of a batch until each stands or is refused. What is sent again has the same ids,
 * and only one request is under way, so that the events of a key come to stand once and in order.
 */
final class BatchSender {

  private static final String TYPE = "application/cloudevents-batch+json";

  private final NodeClient node;
  private final String path;
  private final Attempts attempts;
  private final boolean endsAtRefusal;
  private int most = Integer.MAX_VALUE;

  /**
   * @param endsAtRefusal whether nothing behind a line that is refused is to be sent any more
   */
  BatchSender(NodeClient node, String stream, Attempts attempts, boolean endsAtRefusal) {
    this.node = node;
    this.path = "/v1/streams/" + NodeClient.segment(stream) + "/events";
    this.attempts = attempts;
    this.endsAtRefusal = endsAtRefusal;
  }

  /**
   * @throws CommandFailure if the node refuses all, or patience is at its end
   * @throws Attempts.StoppedException if it was stopped meanwhile
   */
  Settlement settle(List<Entry> entries) {
    Settlement settlement = new Settlement(entries, endsAtRefusal);
    List<Pending> pending = settlement.pending(most);
    while (!pending.isEmpty()) {
      settlement.sending(pending);
      byte[] body = body(pending);
      Answer answer = attempts.ask(() -> node.answerTo(path, TYPE, body));
      switch (answer.status()) {
        case 200, 207 -> results(settlement, pending, answer);
        case 413 -> tooLarge(settlement, pending, answer);
        case 422 -> {
          AnswerReader.problem(settlement, pending, answer);
          attempts.succeeded();
        }
        default -> throw CommandFailure.ofProblem(answer.status(), answer.body());
      }
      pending = settlement.pending(most);
    }
    return settlement;
  }

  private void results(Settlement settlement, List<Pending> sent, Answer answer) {
    Optional<String> failed = AnswerReader.results(settlement, sent, answer);
    if (failed.isPresent()) {
      attempts.pause(failed.get(), answer.retryAfter());
    } else {
      attempts.succeeded();
    }
  }

  /** Fewer from now on; an event that is too large alone is refused. */
  private void tooLarge(Settlement settlement, List<Pending> sent, Answer answer) {
    if (sent.size() > 1) {
      most = (sent.size() + 1) / 2;
      return;
    }
    Pending only = sent.getFirst();
    Refusal refusal =
        Refusal.of(
            only.event().line(),
            answer.body().path("code").asText("body-too-large"),
            answer.body().path("detail").asText("is too large"));
    settlement.settle(only.index(), new Outcome.Refused(refusal));
  }

  private static byte[] body(List<Pending> pending) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    char before = '[';
    for (Pending each : pending) {
      Event event = each.event();
      body.write(before);
      body.writeBytes(event.head());
      body.writeBytes(event.line().bytes());
      if (event.isBare()) {
        body.write('}');
      }
      before = ',';
    }
    body.write(']');
    return body.toByteArray();
  }
}
