package io.sillok.loadtests.window;

import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.server.Declared;
import io.sillok.loadtests.server.Target;
import io.sillok.loadtests.usage.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A peer that reads a topic of a broker and writes another, for each run one of its own. */
final class PeerEngine implements WindowEngine {

  /**
   * Of Kafka Streams where clicks are divided anew: its tasks read their partitions without regard
   * to each other, and what is later than this it drops.
   */
  private static final Duration GRACE_OF_DIVIDED = Duration.ofDays(1);

  private final Target broker;
  private final Kind kind;
  private final long events;
  private final TemporaryDirectory directory;
  private final PeerProcess process;
  private int runs;

  private PeerEngine(
      Target broker, Kind kind, long events, TemporaryDirectory directory, PeerProcess process) {
    this.broker = broker;
    this.kind = kind;
    this.events = events;
    this.directory = directory;
    this.process = process;
  }

  /** Which peer. */
  enum Kind {
    FLINK("flink", "io.sillok.loadtests.flink.FlinkPeer"),
    KAFKA_STREAMS("kafka-streams", "io.sillok.loadtests.kafkastreams.KafkaStreamsPeer");

    private final String module;
    private final String main;

    Kind(String module, String main) {
      this.module = module;
      this.main = main;
    }

    /** The name of the module that has it. */
    String module() {
      return module;
    }
  }

  /** On the broker whose topic of clicks has {@code events}. */
  static PeerEngine start(Path project, Target broker, Kind kind, long events) throws IOException {
    TemporaryDirectory directory = TemporaryDirectory.create(kind.module);
    PeerProcess process =
        PeerProcess.start(
            project,
            kind.module,
            kind.main,
            List.of("127.0.0.1:" + broker.port(), directory.path().toString()));
    return new PeerEngine(broker, kind, events, directory, process);
  }

  @Override
  public Took run(WindowShape shape, ResultDigest expected)
      throws IOException, InterruptedException {
    runs++;
    Declared.stream(broker, output());
    List<String> words =
        List.of(
            shape.word(),
            millis(shape.size()),
            millis(shape.slide()),
            millis(grace(shape)),
            ClickTopic.CLICKS,
            output(),
            Long.toString(expected.count()),
            Long.toString(Clicks.end(events)));
    List<String> seconds = process.ask(words);
    return new Took(Double.parseDouble(seconds.get(0)), Double.parseDouble(seconds.get(1)));
  }

  private Duration grace(WindowShape shape) {
    return kind == Kind.KAFKA_STREAMS && shape == WindowShape.HOPPING
        ? GRACE_OF_DIVIDED
        : Clicks.OUT_OF_ORDERNESS;
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private String output() {
    return "%s-results-%d".formatted(kind.module, runs);
  }

  @Override
  public ResultDigest results(long count) {
    return ClickTopic.results(broker, output(), count);
  }

  @Override
  public Usage usage() {
    List<Long> processes = new ArrayList<>(broker.processes());
    processes.add(process.process());
    return new Usage(processes);
  }

  @Override
  public void close() throws IOException {
    process.close();
    directory.close();
  }
}
