package io.sillok.client.append;

import io.sillok.client.event.NewEvent;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.failure.UnreachableException;
import io.sillok.client.http.Answer;
import io.sillok.client.http.Call;
import io.sillok.client.http.Deadline;
import io.sillok.client.http.Transport;
import io.sillok.client.http.UrlPath;
import io.sillok.client.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Appends events to one stream: in as many requests as they need, each event until it is in the
 * stream or refused, and exactly once.
 */
public final class Appender {

  /** Half of what a node takes at most, unless it was told otherwise. */
  private static final int MOST_BYTES = 4 << 20;

  private static final int MOST_EVENTS = 5_000;
  private static final int TOO_LARGE = 413;
  private static final Set<String> EVENTS_REFUSED = Set.of("events-refused", "invalid-cloudevent");

  private final Transport transport;
  private final Json json;
  private final String stream;
  private final String source;

  /**
   * @param source of events that name none
   */
  public Appender(Transport transport, Json json, String stream, String source) {
    this.transport = transport;
    this.json = json;
    this.stream = stream;
    this.source = source;
  }

  /**
   * Appends {@code events}.
   *
   * @throws ProblemException if the stream takes no events at all
   */
  public AppendResults append(List<NewEvent> events) {
    List<byte[]> written =
        events.stream().map(event -> CloudEvents.event(event, stream, source, json)).toList();
    AppendProgress progress = new AppendProgress(written, MOST_BYTES, MOST_EVENTS);
    Deadline deadline = deadline();
    int failures = 0;
    for (List<Integer> batch = progress.next(); !batch.isEmpty(); batch = progress.next()) {
      if (send(written, batch, progress)) {
        failures = 0;
        deadline = deadline();
      } else {
        failures++;
        waitOrGiveUp(batch, progress, deadline, failures);
      }
    }
    return progress.results();
  }

  /** Whether it went on. */
  private boolean send(List<byte[]> written, List<Integer> batch, AppendProgress progress) {
    byte[] body = CloudEvents.batch(batch.stream().map(written::get).toList());
    Call call = Call.post(UrlPath.of("streams", stream, "events"), CloudEvents.BATCH, body);
    try {
      Answer answer = transport.send(call);
      return progress.answered(batch, answer.object());
    } catch (UnreachableException unreachable) {
      progress.giveUp(batch, "unreachable", String.valueOf(unreachable.getMessage()));
    } catch (ProblemException problem) {
      refused(batch, progress, problem);
    }
    return true;
  }

  private static void refused(
      List<Integer> batch, AppendProgress progress, ProblemException problem) {
    if (problem.status() == TOO_LARGE) {
      progress.tooLarge(batch, problem.problem());
    } else if (EVENTS_REFUSED.contains(problem.code())) {
      progress.refused(batch, problem.problem());
    } else if (problem.retryable()) {
      progress.giveUp(batch, problem.code(), problem.detail());
    } else {
      throw problem;
    }
  }

  private void waitOrGiveUp(
      List<Integer> batch, AppendProgress progress, Deadline deadline, int failures) {
    Duration pause = transport.settings().backoff().after(failures, ThreadLocalRandom.current());
    if (deadline.left().compareTo(pause) > 0) {
      Transport.pause(pause);
    } else {
      progress.giveUp(batch, "failed", "The node could not append it before the deadline");
    }
  }

  private Deadline deadline() {
    return Deadline.in(transport.settings().deadline());
  }
}
