package io.sillok.loadtests.kafkastreams;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * How many clicks there are, and their amounts together.
 *
 * @param sum of the amounts
 */
record Sums(long count, long sum) {

  static final Sums NONE = new Sums(0, 0);

  private static final int BYTES = 2 * Long.BYTES;

  /** With the click that {@code value} is: its product in 4 bytes, its amount in 8. */
  Sums with(byte[] value) {
    return new Sums(count + 1, sum + ByteBuffer.wrap(value).getLong(Integer.BYTES));
  }

  Sums with(Sums other) {
    return new Sums(count + other.count, sum + other.sum);
  }

  @SuppressWarnings("NullAway") // Kafka has absent values pass through
  static Serde<Sums> serde() {
    return Serdes.serdeFrom(
        (topic, sums) ->
            sums == null
                ? null
                : ByteBuffer.allocate(BYTES).putLong(sums.count).putLong(sums.sum).array(),
        (topic, bytes) -> {
          if (bytes == null) {
            return null;
          }
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          return new Sums(buffer.getLong(), buffer.getLong());
        });
  }
}
