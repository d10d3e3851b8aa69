package io.sillok.loadtests.window;

import io.sillok.loadtests.server.Declared;
import io.sillok.loadtests.server.KafkaSettings;
import io.sillok.loadtests.server.Target;
import io.sillok.loadtests.window.Clicks.Click;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Topics of a broker that both peers share: clicks in the smallest form that there is, the user as
 * key and 12 bytes of value, and results as text.
 */
final class ClickTopic {

  static final String CLICKS = "clicks";

  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(500);

  private ClickTopic() {}

  /** Makes the topic of clicks 0 to before {@code events}. */
  static void fill(Target broker, long events) throws IOException, InterruptedException {
    Declared.stream(broker, CLICKS);
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            KafkaSettings.producer(broker.port()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (long number = 0; number < events; number++) {
        var unused =
            producer.send(
                record(Clicks.click(number)),
                (metadata, failed) -> {
                  if (failed != null) {
                    failure.compareAndSet(null, failed);
                  }
                });
      }
      producer.flush();
    }
    Exception failed = failure.get();
    if (failed != null) {
      throw new IOException("Not all clicks were taken by the broker", failed);
    }
  }

  private static ProducerRecord<String, byte[]> record(Click click) {
    byte[] value =
        ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
            .putInt(click.product())
            .putLong(click.amount())
            .array();
    return new ProducerRecord<>(CLICKS, null, click.time(), click.user(), value);
  }

  /**
   * The committed results in {@code topic}, to its end; a broker may show them a moment after they
   * were committed, so it waits for {@code count} of them.
   */
  static ResultDigest results(Target broker, String topic, long count) {
    ResultDigest.Builder results = new ResultDigest.Builder();
    Map<String, Object> settings = new HashMap<>(KafkaSettings.consumer(broker.port()));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long giveUp = System.nanoTime() + SHOWN_WITHIN.toNanos();
      while ((results.count() < count && System.nanoTime() < giveUp) || !isAtEnd(consumer)) {
        consumer.poll(POLL).forEach(record -> results.add(record.value()));
      }
    }
    return results.build();
  }

  private static boolean isAtEnd(KafkaConsumer<?, ?> consumer) {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
