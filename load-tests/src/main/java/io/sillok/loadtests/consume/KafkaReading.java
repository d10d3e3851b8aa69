package io.sillok.loadtests.consume;

import io.sillok.loadtests.event.Tally;
import io.sillok.loadtests.target.KafkaSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all partitions of a topic with one consumer; values stay bytes, as those of lines do. */
final class KafkaReading implements Reading {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final int SILENT_POLLS = 120;

  private final int port;

  KafkaReading(int port) {
    this.port = port;
  }

  @Override
  public Tally read(String stream, long events, Runnable first) throws IOException {
    Tally tally = new Tally();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            KafkaSettings.consumer(port),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(stream).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      int silent = 0;
      while (tally.count() < events) {
        long before = tally.count();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (tally.count() == 0) {
            first.run();
          }
          tally.add(record.value(), 0, record.value().length);
        }
        silent = tally.count() == before ? silent + 1 : 0;
        if (silent > SILENT_POLLS) {
          throw new IOException(
              "Only %,d of %,d records came".formatted(tally.count(), events));
        }
      }
    }
    return tally;
  }
}
