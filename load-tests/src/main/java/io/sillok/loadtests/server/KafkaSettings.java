package io.sillok.loadtests.server;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How Kafka's clients are set; what is not here is as Kafka has it. */
public final class KafkaSettings {

  private KafkaSettings() {}

  /** Of a client that administers. */
  public static Map<String, Object> admin(int port) {
    return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
  }

  /** Of a producer whose acknowledged records are on all replicas in sync, once each. */
  public static Map<String, Object> producer(int port) {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        "127.0.0.1:" + port,
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true);
  }

  /** Of a consumer without a group, which commits nothing. */
  public static Map<String, Object> consumer(int port) {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        "127.0.0.1:" + port,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false);
  }

  /**
   * Of a consumer of a share group that settles each record.
   *
   * @param max records that it is given at once; if that is not one, a few more where it spares the
   *     broker to divide batches of the producer, as Kafka does by default
   */
  public static Map<String, Object> shareConsumer(int port, String group, int max) {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        "127.0.0.1:" + port,
        ConsumerConfig.GROUP_ID_CONFIG,
        group,
        ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
        "explicit",
        ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
        max == 1 ? "record_limit" : "batch_optimized",
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        max);
  }
}
