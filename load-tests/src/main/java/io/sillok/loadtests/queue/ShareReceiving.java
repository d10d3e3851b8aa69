package io.sillok.loadtests.queue;

import io.sillok.loadtests.event.Occurrences;
import io.sillok.loadtests.event.PageViews;
import io.sillok.loadtests.server.KafkaSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer of a share group that accepts what it got and waits until that is committed. */
final class ShareReceiving implements Receiving {

  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaShareConsumer<byte[], byte[]> consumer;

  ShareReceiving(int port, String topic, String group, int max) {
    consumer =
        new KafkaShareConsumer<>(
            KafkaSettings.shareConsumer(port, group, max),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
  }

  @Override
  public int receive(Occurrences seen) throws IOException {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      seen.add(PageViews.number(record.value(), 0));
      consumer.acknowledge(record, AcknowledgeType.ACCEPT);
    }
    if (!records.isEmpty()) {
      commit();
    }
    return records.count();
  }

  private void commit() throws IOException {
    for (Optional<KafkaException> refused : consumer.commitSync().values()) {
      if (refused.isPresent()) {
        throw new IOException("A share group did not take acknowledgements", refused.get());
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
