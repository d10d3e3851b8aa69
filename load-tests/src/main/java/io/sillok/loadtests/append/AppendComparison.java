package io.sillok.loadtests.append;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Disk;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.Worker;
import io.sillok.loadtests.target.StreamServers;
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
    the stream's schema and kept as Avro; an event stands once, also when another client repeats it after a restart. \
    `sillok-embedded` acknowledges after an fsync; `sillok-cassandra` when it is in the memory and commit log of one \
    Cassandra 5.0.9, which goes to disk every 10 s (the default). Kafka 4.4.0, one broker: a producer for each connection with \
    `acks=all` and idempotence, which keeps the producer's own retries from standing twice, but not a repetition by another; \
    the same JSON as text, checked by nobody, keyed, flushed behind each batch. `kafka` acknowledges when it is in the operating \
    system's memory (the default: no fsync); `kafka-fsync` has `log.flush.interval.messages=1` and acknowledges after an \
    fsync of each partition. %d partitions each. Clients stay in JVMs of their own, servers run for all samples: \
    %.1f s of warm-up, %.1f s measured.\
    """
        .formatted(
            Size.connections(),
            Size.partitions(),
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
  public List<String> ours() {
    return List.of(StreamServers.EMBEDDED, StreamServers.CASSANDRA);
  }

  @Override
  public List<Aim> aims() {
    return List.of(new Aim(StreamServers.KAFKA, 1), new Aim(StreamServers.KAFKA_FSYNC, 1));
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
  public void close() throws IOException {
    workers.values().forEach(Worker::close);
    servers.close();
  }
}
