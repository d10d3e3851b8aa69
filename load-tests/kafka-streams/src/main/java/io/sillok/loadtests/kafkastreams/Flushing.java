package io.sillok.loadtests.kafkastreams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Moves the time of each task, by clicks behind all others: Kafka Streams closes windows by events
 * only, and not more than once a second of the clock, so it is told again.
 */
final class Flushing implements AutoCloseable {

  /** Behind all products that there are. */
  private static final int FIRST_PRODUCT = 1_000_000;

  private final KafkaProducer<String, byte[]> producer;
  private final Work work;
  private final List<byte[]> clicks = new ArrayList<>();
  private long times;

  Flushing(String brokers, Work work, int partitions) {
    this.work = work;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers),
            new StringSerializer(),
            new ByteArraySerializer());
    for (int partition = 0; partition < partitions; partition++) {
      clicks.add(clickFor(partition, partitions));
    }
  }

  /** A click on a product that goes to this partition where clicks are divided by product. */
  private static byte[] clickFor(int partition, int partitions) {
    int product = FIRST_PRODUCT;
    while (Utils.toPositive(Utils.murmur2(("p-" + product).getBytes(StandardCharsets.UTF_8)))
            % partitions
        != partition) {
      product++;
    }
    return ByteBuffer.allocate(Integer.BYTES + Long.BYTES).putInt(product).putLong(0).array();
  }

  /** Sends one click to each partition, later than all before. */
  void flush() {
    long time = work.allClosed() + times++;
    for (int partition = 0; partition < clicks.size(); partition++) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  work.flushes(), partition, time, "flush", clicks.get(partition)));
    }
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
