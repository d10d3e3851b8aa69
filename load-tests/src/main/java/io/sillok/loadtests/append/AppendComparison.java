package io.sillok.loadtests.append;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Disk;
import io.sillok.loadtests.Guarantee;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.Worker;
import io.sillok.loadtests.server.StreamServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events appended to a declared stream over HTTP against Kafka's producer. */
public final class AppendComparison implements Comparison {

  private static final String BATCHES_OF = "batches of ";

  private final StreamServers servers;
  private final Map<String, Worker> workers = new HashMap<>();

  /** A comparison of what is built in {@code project}. */
  public AppendComparison(Path project) {
    servers = new StreamServers(project);
  }

  @Override
  public String name() {
    return "append";
  }

  @Override
  public String about() {
    return """
    %d connections append keyed events of about 145 bytes of JSON, each the next batch when all of the last is \
    acknowledged; per second: events; latencies: of a batch. Sillok: CloudEvents with ids over HTTP, checked against \
    the stream's schema and kept as Avro, on RocksDB (`sillok-embedded`) or on one Cassandra 5.0.9 with its default commit log \
    (`sillok-cassandra`). Kafka 4.4.0: one broker in KRaft mode, with what it does by default (`kafka`) or with `log.flush.interval.messages=1` \
    (`kafka-fsync`); a producer for each connection sends the same JSON as text, keyed, flushed behind each batch, so a batch of 1 is sent and awaited alone. \
    %d partitions each. %s Clients stay in JVMs of their own, servers run for all samples: %.1f s of warm-up, %.1f s measured. \
    In the end each stream is read back: what was acknowledged must be there, each event once.\
    """
        .formatted(
            Size.connections(),
            Size.partitions(),
            StreamServers.HEAPS,
            Size.warmUp().toMillis() / 1e3,
            Size.measured().toMillis() / 1e3);
  }

  @Override
  public List<String> shapes() {
    return List.of(BATCHES_OF + 1, BATCHES_OF + 100, BATCHES_OF + 1000);
  }

  @Override
  public List<String> contenders() {
    return List.of(
        StreamServers.EMBEDDED,
        StreamServers.CASSANDRA,
        StreamServers.KAFKA,
        StreamServers.KAFKA_FSYNC);
  }

  @Override
  public List<Guarantee> guarantees() {
    return List.of(
        Guarantee.of(
            "acknowledged is",
            "fsynced with its group",
            "in the memory and commit log of Cassandra, which is fsynced every 10 s",
            "in the operating system's memory (default: no fsync)",
            "fsynced, each partition's file of its own"),
        Guarantee.of("copies", "1", "1", "1, `acks=all`", "1, `acks=all`"),
        Guarantee.of(
            "repeated append",
            "stands once by source and id, whoever repeats it, after restarts, too; the last 10,000 events of a partition are known",
            "the same",
            "stands once if the same producer retries (`enable.idempotence`); twice if a client sends it again",
            "as `kafka`"),
        Guarantee.of("order", "by key", "by key", "by key", "by key"),
        Guarantee.of(
            "events are checked",
            "against the stream's schema, each with a result of its own",
            "the same",
            "no; bytes are kept",
            "no; bytes are kept"));
  }

  @Override
  public List<String> ours() {
    return List.of(StreamServers.EMBEDDED, StreamServers.CASSANDRA);
  }

  @Override
  public List<Aim> aims() {
    return List.of(new Aim(StreamServers.KAFKA, 0), new Aim(StreamServers.KAFKA_FSYNC, 0));
  }

  @Override
  public String aim() {
    return "none yet; the ratios say where it stands";
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    Worker worker = workers.get(contender);
    if (worker == null) {
      worker = Worker.start(AppendWorker.class, servers.target(contender).word());
      workers.put(contender, worker);
      for (String each : shapes()) {
        append(worker, each, Size.measured().dividedBy(2), Size.warmUp());
      }
    }
    Sample sample = append(worker, shape, Size.warmUp(), Size.measured());
    Disk.writeBack();
    return sample;
  }

  private static Sample append(Worker worker, String shape, Duration warmUp, Duration measured)
      throws IOException {
    return worker.ask(
        shape.substring(BATCHES_OF.length()),
        Long.toString(warmUp.toMillis()),
        Long.toString(measured.toMillis()));
  }

  @Override
  public String verify() throws IOException {
    StringBuilder text = new StringBuilder("Read back in the end, each event once:");
    for (String contender : contenders()) {
      Worker worker = workers.get(contender);
      if (worker != null) {
        Sample sample = worker.ask(AppendWorker.VERIFY);
        text.append(text.charAt(text.length() - 1) == ':' ? " " : ", ")
            .append("%,d of %s".formatted(sample.operations(), contender));
      }
    }
    return text.append('.').toString();
  }

  @Override
  public void close() throws IOException {
    workers.values().forEach(Worker::close);
    servers.close();
  }
}
