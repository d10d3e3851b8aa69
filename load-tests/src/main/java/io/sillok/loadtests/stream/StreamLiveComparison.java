package io.sillok.loadtests.stream;

import io.sillok.cassandra.testkit.CassandraOptions.CommitLogSync;
import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Fork;
import io.sillok.loadtests.Times;
import io.sillok.loadtests.contender.CassandraBench;
import io.sillok.loadtests.contender.Place;
import io.sillok.loadtests.journal.HistoryWorker;
import io.sillok.loadtests.report.Figure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How late a live reader sees an event. */
public final class StreamLiveComparison implements Comparison {

  private static final String OURS = "sillok-cassandra";
  private static final double MOST_P50_MILLIS = 10;
  private static final double MOST_P99_MILLIS = 50;
  private static final String ELSEWHERE = ", in another process";

  private @Nullable CassandraBench bench;

  @Override
  public String name() {
    return "stream-live";
  }

  @Override
  public String about() {
    return """
    %d entities persist %d events of 100 bytes with one tag per second, on one Cassandra 5.0.9 on the same machine with \
    its default commit log; a reader runs `eventsByTag`. Latency: from sending the command to seeing the event, over %d s \
    after %d s of warm-up; the reader is in the process that writes, or alone in another, with Sillok on another node of \
    the same Pekko cluster. `ppc-tuned` looks every 50 ms \
    and as near as 50 ms to the present, which its documentation discourages, for it may miss events.\
    """
        .formatted(LiveLoad.ENTITIES, LiveLoad.PER_SECOND, LiveLoad.SECONDS, Times.warmUpSeconds());
  }

  @Override
  public List<String> shapes() {
    return List.of("%d events/s".formatted(LiveLoad.PER_SECOND));
  }

  @Override
  public List<String> contenders() {
    return List.of(OURS, OURS + ELSEWHERE, "ppc-tuned", "ppc-tuned" + ELSEWHERE, "ppc-one-tag");
  }

  @Override
  public List<Bound> bounds() {
    String shape = shapes().getFirst();
    return Stream.of(OURS, OURS + ELSEWHERE)
        .flatMap(each ->
            Stream.of(
                Bound.of(shape, each, Figure.P50, MOST_P50_MILLIS),
                Bound.of(shape, each, Figure.P99, MOST_P99_MILLIS)))
        .toList();
  }

  @Override
  public String aim() {
    return "p50 of at most %.0f ms and p99 of at most %.0f ms"
        .formatted(MOST_P50_MILLIS, MOST_P99_MILLIS);
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    if (bench == null) {
      bench = CassandraBench.start(CommitLogSync.PERIODIC);
      sample(bench, contender); // Cassandra warms up, too
    }
    return sample(bench, contender);
  }

  private static Sample sample(CassandraBench bench, String contender)
      throws IOException, InterruptedException {
    Place place = bench.newPlace();
    String journal = contender.replace(ELSEWHERE, "");
    if (journal.equals(contender)) {
      Sample sample = run(journal, place, StreamLiveWorker.WRITE, "");
      bench.drop(place);
      return sample;
    }
    HistoryWorker.write(journal, place, 1, 1); // so that the tables are there for both
    String port = journal.startsWith("sillok") ? Integer.toString(freePort()) : "";
    CompletableFuture<Sample> elsewhere =
        CompletableFuture.supplyAsync(() -> {
          try {
            return run(journal, place, StreamLiveWorker.READ, port);
          } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
          }
        });
    run(journal, place, StreamLiveWorker.WRITE, port);
    Sample sample = elsewhere.join();
    bench.drop(place);
    return sample;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Sample run(String journal, Place place, String role, String port)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(journal, place.word(), role));
    if (!port.isEmpty()) {
      arguments.add(port);
    }
    return Fork.sample(StreamLiveWorker.class, arguments.toArray(String[]::new));
  }

  @Override
  public void close() {
    if (bench != null) {
      bench.close();
    }
  }
}
