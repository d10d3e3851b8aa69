package io.sillok.loadtests.append;

import io.sillok.loadtests.event.PageViews;
import io.sillok.loadtests.server.KafkaSettings;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends records of JSON as text, and flushes behind each batch, so that none waits for more. */
final class KafkaAppending implements Appending {

  private final KafkaProducer<String, String> producer;
  private final String topic;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  KafkaAppending(int port, String topic) {
    this.producer =
        new KafkaProducer<>(
            KafkaSettings.producer(port), new StringSerializer(), new StringSerializer());
    this.topic = topic;
  }

  @Override
  public void append(long[] numbers) throws IOException {
    for (long number : numbers) {
      Future<?> unused =
          producer.send(
              new ProducerRecord<>(topic, PageViews.key(number), PageViews.json(number)),
              (metadata, failed) -> {
                if (failed != null) {
                  failure.compareAndSet(null, failed);
                }
              });
    }
    producer.flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw new IOException("Not all of %d records were taken".formatted(numbers.length), failed);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
