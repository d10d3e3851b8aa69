package io.sillok.loadtests.faults.workload;

import io.sillok.client.SillokClient;
import io.sillok.loadtests.faults.call.Calls;
import io.sillok.loadtests.faults.timeline.Timeline;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;

/** Where clients find the nodes, and where they tell how it goes. */
public final class Site implements AutoCloseable {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private final List<URI> nodes;
  private final Timeline timeline;
  private final HttpClient http = Calls.client();
  private final SillokClient client;
  private int callers;

  public Site(List<URI> nodes, Timeline timeline) {
    this.nodes = List.copyOf(nodes);
    this.timeline = timeline;
    client =
        SillokClient.builder()
            .nodes(nodes.toArray(URI[]::new))
            .connectWithin(CONNECT_WITHIN)
            .answerWithin(ANSWER_WITHIN)
            .deadline(DEADLINE)
            .connect();
  }

  /** Of a new client, which begins with the next node. */
  public synchronized Calls calls() {
    return new Calls(http, nodes, callers++, timeline);
  }

  /** The Java client, as users have it. */
  public SillokClient client() {
    return client;
  }

  public Timeline timeline() {
    return timeline;
  }

  /** So many there must be by now, of what comes {@code perSecond} at least. */
  long least(long perSecond) {
    return Duration.ofMillis(timeline.now()).toSeconds() * perSecond;
  }

  @Override
  public void close() {
    client.close();
    http.close();
  }
}
