package io.sillok.loadtests.flink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the key of its windows and the amount of a click: the record's key is the user, its value
 * the number of the product in 4 bytes and the amount in 8.
 */
final class ClickReading implements KafkaRecordDeserializationSchema<Tuple2<String, Long>> {

  private static final long serialVersionUID = 1;

  private final boolean byProduct;

  ClickReading(boolean byProduct) {
    this.byProduct = byProduct;
  }

  @Override
  public void deserialize(
      ConsumerRecord<byte[], byte[]> record, Collector<Tuple2<String, Long>> out) {
    ByteBuffer value = ByteBuffer.wrap(record.value());
    int product = value.getInt();
    String key = byProduct ? "p-" + product : new String(record.key(), StandardCharsets.UTF_8);
    out.collect(Tuple2.of(key, value.getLong()));
  }

  @Override
  public TypeInformation<Tuple2<String, Long>> getProducedType() {
    return TypeInformation.of(new TypeHint<>() {});
  }
}
