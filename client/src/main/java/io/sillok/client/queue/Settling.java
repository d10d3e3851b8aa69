package io.sillok.client.queue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.client.failure.FieldError;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.http.Call;
import io.sillok.client.http.Deadline;
import io.sillok.client.http.Transport;
import io.sillok.client.http.UrlPath;
import io.sillok.client.queue.Settlement.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Settles items in one way, those again that a node could not settle at once. */
final class Settling {

  private static final int MOST_AT_ONCE = 1_000;
  private static final Set<String> NONE_COUNTS = Set.of("receipt-expired", "receipt-settled");
  private static final String RECEIPTS = "/receipts/";

  private final Transport transport;
  private final UrlPath path;
  private final ObjectNode body;

  /**
   * @param body what is said beside the receipts
   */
  Settling(Transport transport, UrlPath path, ObjectNode body) {
    this.transport = transport;
    this.path = path;
    this.body = body;
  }

  /** One result a receipt, in order. */
  List<Settlement> settle(List<String> receipts) {
    Map<String, Settlement> results = new LinkedHashMap<>();
    Deadline deadline = Deadline.in(transport.settings().deadline());
    List<String> left = receipts;
    int failures = 0;
    while (!left.isEmpty()) {
      List<String> now = left.subList(0, Math.min(MOST_AT_ONCE, left.size()));
      List<String> failed = send(now, results);
      if (!failed.isEmpty() && !paused(++failures, deadline)) {
        break;
      }
      List<String> next = new ArrayList<>(failed);
      next.addAll(left.subList(now.size(), left.size()));
      left = next;
    }
    left.forEach(receipt -> results.putIfAbsent(receipt, new Settlement(receipt, Status.FAILED)));
    return receipts.stream().map(receipt -> required(results, receipt)).toList();
  }

  /** Puts what was settled into {@code results}, and returns what was not. */
  private List<String> send(List<String> receipts, Map<String, Settlement> results) {
    List<String> failed = new ArrayList<>();
    for (Settlement settlement : answered(receipts)) {
      results.put(settlement.receipt(), settlement);
      if (settlement.status() == Status.FAILED) {
        failed.add(settlement.receipt());
      }
    }
    return failed;
  }

  private List<Settlement> answered(List<String> receipts) {
    ArrayNode list = body.putArray("receipts");
    receipts.forEach(list::add);
    try {
      return transport.send(Call.post(path, body)).object().list("results", Settlement::of);
    } catch (ProblemException problem) {
      if (NONE_COUNTS.contains(problem.code())) {
        return noneCounts(receipts, problem.errors());
      }
      throw problem;
    }
  }

  private static List<Settlement> noneCounts(List<String> receipts, List<FieldError> errors) {
    List<Settlement> results = new ArrayList<>();
    for (int index = 0; index < receipts.size(); index++) {
      String pointer = RECEIPTS + index;
      Status status =
          errors.stream()
              .filter(error -> error.pointer().equals(pointer))
              .findFirst()
              .map(error -> Status.of(error.code()))
              .orElse(Status.EXPIRED);
      results.add(new Settlement(receipts.get(index), status));
    }
    return results;
  }

  /** Waits; false if that would take too long. */
  private boolean paused(int failures, Deadline deadline) {
    Duration pause = transport.settings().backoff().after(failures, ThreadLocalRandom.current());
    boolean inTime = deadline.left().compareTo(pause) > 0;
    if (inTime) {
      Transport.pause(pause);
    }
    return inTime;
  }

  private static Settlement required(Map<String, Settlement> results, String receipt) {
    return results.getOrDefault(receipt, new Settlement(receipt, Status.FAILED));
  }
}
