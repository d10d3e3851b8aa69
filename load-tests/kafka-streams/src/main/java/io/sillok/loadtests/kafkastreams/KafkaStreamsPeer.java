package io.sillok.loadtests.kafkastreams;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Kafka Streams in a process that stays for all applications: {@code KafkaStreamsPeer BROKERS
 * DIRECTORY}. For each line of a {@link Work} it answers how many seconds the application took to
 * start, and to have all its results committed after that.
 */
public final class KafkaStreamsPeer {

  private static final int THREADS = 2;
  private static final Duration COMMITS = Duration.ofSeconds(1);
  private static final long POLL_MILLIS = 5;
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
  private static final long DONE_WITHIN_MINUTES = 10;

  private final String brokers;
  private final String directory;
  private final Admin admin;

  private KafkaStreamsPeer(String brokers, String directory, Admin admin) {
    this.brokers = brokers;
    this.directory = directory;
    this.admin = admin;
  }

  public static void main(String[] arguments) throws Exception {
    BufferedReader tasks =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", arguments[0]))) {
      KafkaStreamsPeer peer = new KafkaStreamsPeer(arguments[0], arguments[1], admin);
      for (String line = tasks.readLine(); line != null; line = tasks.readLine()) {
        System.out.println(peer.run(Work.of(List.of(line.split(" ", -1)))));
      }
    }
  }

  private String run(Work work) throws Exception {
    Map<TopicPartition, Long> ends = ends(work.input());
    admin
        .createTopics(
            List.of(new NewTopic(work.flushes(), Optional.of(ends.size()), Optional.empty())))
        .all()
        .get();
    try (KafkaStreams streams = new KafkaStreams(WindowTopology.of(work), settings(work));
        Committed committed = new Committed(brokers, work.output());
        Flushing flushing = new Flushing(brokers, work, ends.size())) {
      long started = System.nanoTime();
      streams.start();
      while (streams.state() != KafkaStreams.State.RUNNING) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
      long running = System.nanoTime();
      complete(work, ends, committed, flushing);
      long done = System.nanoTime();
      streams.close(STOPPED_WITHIN);
      streams.cleanUp();
      deleteTopicsOf(work);
      return String.format(
          Locale.ROOT, "%.6f %.6f", (running - started) / 1e9, (done - running) / 1e9);
    }
  }

  /**
   * Exactly once with two threads, a commit each second as Flink's checkpoints (by default each 100
   * ms, which takes longer than the work), and without waiting for a topic that has nothing yet, as
   * that of what closes the last windows. The rest is Kafka's default.
   */
  private Properties settings(Work work) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, work.output());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS);
    settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMITS.toMillis());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory);
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    return settings;
  }

  /** Returns when all results are committed; closes windows once all clicks have been taken. */
  private void complete(
      Work work, Map<TopicPartition, Long> ends, Committed committed, Flushing flushing)
      throws IOException, ExecutionException, InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(DONE_WITHIN_MINUTES);
    boolean taken = false;
    long count = committed.count();
    while (count < work.results()) {
      taken = taken || haveBeenTaken(work, ends);
      if (taken) {
        flushing.flush();
      }
      count = committed.count();
      if (System.nanoTime() > giveUp) {
        throw new IOException(
            "Of %,d results only %,d came in %d minutes: %s"
                .formatted(work.results(), count, DONE_WITHIN_MINUTES, work));
      }
    }
  }

  private boolean haveBeenTaken(Work work, Map<TopicPartition, Long> ends)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        admin.listConsumerGroupOffsets(work.output()).partitionsToOffsetAndMetadata().get();
    return ends.entrySet().stream()
        .allMatch(end -> {
          OffsetAndMetadata offset = offsets.get(end.getKey());
          return end.getValue() == 0 || (offset != null && offset.offset() >= end.getValue());
        });
  }

  private Map<TopicPartition, Long> ends(String topic)
      throws ExecutionException, InterruptedException {
    int partitions =
        admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
            .mapToInt(each -> each.partitions().size())
            .sum();
    Map<TopicPartition, OffsetSpec> latest =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(latest).all().get();
    return ends.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().offset()));
  }

  /** What the application kept in topics of its own is of no use to the next. */
  private void deleteTopicsOf(Work work) throws ExecutionException, InterruptedException {
    List<String> own =
        admin.listTopics().names().get().stream()
            .filter(topic -> topic.startsWith(work.output() + "-"))
            .toList();
    admin.deleteTopics(own).all().get();
  }
}
