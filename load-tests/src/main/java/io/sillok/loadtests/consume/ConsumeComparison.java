package io.sillok.loadtests.consume;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Disk;
import io.sillok.loadtests.Guarantee;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.Worker;
import io.sillok.loadtests.reading.Reading;
import io.sillok.loadtests.server.StreamServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How fast readers of a declared stream come from its start to its end, against Kafka's. */
public final class ConsumeComparison implements Comparison {

  private static final String LINES = "sillok-ndjson";
  private static final String SERVER_SENT = "sillok-sse";
  private static final int READERS = 4;

  private final StreamServers servers;
  private final Map<String, Worker> workers = new HashMap<>();
  private final Set<String> warm = new HashSet<>();

  /** A comparison of what is built in {@code project}. */
  public ConsumeComparison(Path project) {
    servers = new StreamServers(project);
  }

  @Override
  public String name() {
    return "consume";
  }

  @Override
  public String about() {
    return """
    Readers go from the first to the last of the keyed events of about 145 bytes of JSON that were appended before, and \
    each makes sure that it sees every event once, those of a key in their order, and each byte of the JSON as it was appended; \
    %d readers read a stream of a quarter of the events, each all of it. Per second: events, to all readers together, from connecting to the last event. \
    Sillok: a node on the embedded store sends each event with its position, key, id and times, made from Avro through the stream's present \
    schema: `sillok-ndjson` as lines, `sillok-sse` as server-sent events, which would go on live. Kafka 4.4.0, one broker in KRaft mode: \
    `KafkaConsumer` without a group gets keys and values as they were written. %d partitions each. %s Clients stay in JVMs of their own, servers run for \
    all samples; each way has read the smaller stream once before.\
    """
        .formatted(READERS, Size.partitions(), StreamServers.HEAPS);
  }

  @Override
  public List<String> shapes() {
    return List.of(shape(1), shape(READERS));
  }

  private static String shape(int readers) {
    return "%d × %,d events".formatted(readers, Size.events() / readers);
  }

  @Override
  public List<String> contenders() {
    return List.of(LINES, SERVER_SENT, StreamServers.KAFKA);
  }

  @Override
  public List<Guarantee> guarantees() {
    return List.of(
        Guarantee.of("order", "by key", "by key", "by key"),
        Guarantee.of(
            "goes on after a break",
            "exactly behind any event, by its position",
            "the same, by `Last-Event-ID`",
            "exactly behind any record, by the offsets of all partitions"),
        Guarantee.of(
            "what is read",
            "event with position, key, id and times, through the stream's present schema",
            "the same",
            "key and value as they were written; the broker passes bytes on"),
        Guarantee.of("the end", "known: the lines end", "goes on live", "goes on live"));
  }

  @Override
  public List<String> ours() {
    return List.of(LINES, SERVER_SENT);
  }

  @Override
  public List<Aim> aims() {
    return List.of(new Aim(StreamServers.KAFKA, 0));
  }

  @Override
  public String aim() {
    return "none yet; the ratio says where it stands";
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    Worker worker = worker(contender);
    if (warm.add(contender)) {
      read(worker, contender, READERS);
    }
    return read(worker, contender, shape.equals(shape(1)) ? 1 : READERS);
  }

  private Worker worker(String contender) throws IOException, InterruptedException {
    String server =
        contender.equals(StreamServers.KAFKA) ? StreamServers.KAFKA : StreamServers.EMBEDDED;
    Worker worker = workers.get(server);
    if (worker == null) {
      worker = Worker.start(ConsumeWorker.class, servers.target(server).word());
      workers.put(server, worker);
      for (int readers : new int[] {1, READERS}) {
        worker.ask(ConsumeWorker.FILL, stream(readers), Integer.toString(Size.events() / readers));
      }
      Disk.writeBack();
    }
    return worker;
  }

  private static Sample read(Worker worker, String contender, int readers) throws IOException {
    String reading =
        switch (contender) {
          case LINES -> Reading.LINES;
          case SERVER_SENT -> Reading.SERVER_SENT;
          default -> Reading.KAFKA;
        };
    return worker.ask(
        reading,
        stream(readers),
        Integer.toString(Size.events() / readers),
        Integer.toString(readers));
  }

  private static String stream(int readers) {
    return readers == 1 ? "page-viewed" : "page-viewed-less";
  }

  @Override
  public void close() throws IOException {
    workers.values().forEach(Worker::close);
    servers.close();
  }
}
