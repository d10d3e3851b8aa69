package io.sillok.loadtests.queue;

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

/** Queues over HTTP against Kafka's share groups. */
public final class QueueComparison implements Comparison {

  private static final String UP_TO = "up to ";
  private static final int EMPTYING_MAX = 100;

  private final StreamServers servers;
  private final Map<String, Worker> workers = new HashMap<>();

  /** A comparison of what is built in {@code project}. */
  public QueueComparison(Path project) {
    servers = new StreamServers(project);
  }

  @Override
  public String name() {
    return "queue";
  }

  @Override
  public String about() {
    return """
    %d workers share %,d keyed events of about 145 bytes of JSON that were appended before: each receives up to so many, \
    acknowledges them one by one in one request, and receives again when that is answered. Per second: events acknowledged; latencies: from asking for events to having \
    them acknowledged; `events at once` came on average. Leases of 30 s, 5 attempts. \
    Sillok: a queue of a node on the embedded store. \
    Kafka 4.4.0, one broker in KRaft mode: a share group (KIP-932) with explicit acknowledgement and `commitSync` behind each batch; up to 1 with \
    `share.acquire.mode=record_limit`, up to 100 as by default, so that a consumer gets whole batches of the producer. \
    `kafka` is as by default, but for `group.share.heartbeat.interval.ms=500` (instead of 5 s), so that groups settle within the warm-up; `kafka-fsync` also has `log.flush.interval.messages=1`. \
    %d partitions each. %s Each sample is a queue of its own from the first event on, of which none may be acknowledged twice; clients stay in JVMs of their own, servers run for all samples: \
    %.1f s of warm-up after the first event, %.1f s measured. In the end a queue of a tenth of the events is emptied: every event must be acknowledged once.\
    """
        .formatted(
            Size.connections(),
            events(),
            Size.partitions(),
            StreamServers.HEAPS,
            Size.warmUp().toMillis() / 1e3,
            Size.measured().toMillis() / 1e3);
  }

  private static int events() {
    return Size.events() / 2;
  }

  @Override
  public List<String> shapes() {
    return List.of(UP_TO + 1, UP_TO + 100);
  }

  @Override
  public List<String> contenders() {
    return List.of(StreamServers.EMBEDDED, StreamServers.KAFKA, StreamServers.KAFKA_FSYNC);
  }

  @Override
  public List<Guarantee> guarantees() {
    return List.of(
        Guarantee.of(
            "answered acknowledgement is",
            "fsynced",
            "in the operating system's memory (default: no fsync)",
            "fsynced"),
        Guarantee.of("delivery", "at least once", "at least once", "at least once"),
        Guarantee.of("copies", "1", "1", "1"),
        Guarantee.of("order", "none (`ordered: none`; `key` is possible)", "none", "none"),
        Guarantee.of(
            "given up after 5 attempts",
            "listed as a dead letter, which can be replayed",
            "archived",
            "archived"));
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
      worker =
          Worker.start(
              QueueLoad.class, servers.target(contender).word(), Integer.toString(events()));
      workers.put(contender, worker);
      for (String each : shapes()) {
        work(worker, each, Size.measured().dividedBy(2), Size.warmUp());
      }
    }
    Sample sample = work(worker, shape, Size.warmUp(), Size.measured());
    Disk.writeBack();
    return sample;
  }

  private static Sample work(Worker worker, String shape, Duration warmUp, Duration measured)
      throws IOException {
    return worker.ask(
        shape.substring(UP_TO.length()),
        Long.toString(warmUp.toMillis()),
        Long.toString(measured.toMillis()));
  }

  @Override
  public String verify() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String contender : contenders()) {
      Worker worker = workers.get(contender);
      if (worker != null) {
        Sample sample = worker.ask(QueueLoad.EMPTY, Integer.toString(EMPTYING_MAX));
        text.append(text.isEmpty() ? "Emptied in the end, each event acknowledged once: " : ", ")
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
