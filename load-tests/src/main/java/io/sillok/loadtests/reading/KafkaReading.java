package io.sillok.loadtests.reading;

import io.sillok.loadtests.server.KafkaSettings;
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
  public void read(String stream, long events, Taker taker) throws IOException {
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
      long count = read(consumer, events, taker);
      long there = consumer.endOffsets(partitions).values().stream().mapToLong(each -> each).sum();
      if (count != events || there != events) {
        throw new IOException(
            "%,d records of %s came and %,d are there, but %,d were appended"
                .formatted(count, stream, there, events));
      }
    }
  }

  /** Reads until so many have come, or none comes any more. */
  private static long read(KafkaConsumer<byte[], byte[]> consumer, long events, Taker taker) {
    long count = 0;
    for (int silent = 0; count < events && silent < SILENT_POLLS; silent++) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        count++;
        taker.take(record.value(), 0, record.value().length);
        silent = -1;
      }
    }
    return count;
  }
}
