package io.sillok.node.window.definition.declared.telling;

import io.sillok.protocol.schema.avro.AvroSchemas;
import io.sillok.protocol.schema.json.InstantText;
import io.sillok.protocol.window.aggregate.ValueType;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Comparator;
import org.apache.avro.Schema;

/** Times, dates and durations as events have them, in the order of what they say. */
final class Moments {

  private Moments() {}

  static ValueType<String> of(Schema schema) {
    Comparator<String> order = order(String.valueOf(schema.getProp(AvroSchemas.LOGICAL_TYPE)));
    return ValueType.of(order, ValueType.TEXT::write, ValueType.TEXT::read);
  }

  private static Comparator<String> order(String meaning) {
    return switch (meaning) {
      case "duration-nanos" -> Comparator.comparing(Duration::parse);
      case "date" -> Comparator.comparingLong(text -> LocalDate.parse(text).toEpochDay());
      case "time-millis", "time-micros" -> Comparator.comparing(LocalTime::parse);
      case "local-timestamp-millis", "local-timestamp-micros", "local-timestamp-nanos" ->
          Comparator.comparing(LocalDateTime::parse, LocalDateTime::compareTo);
      case "timestamp-millis", "timestamp-micros", "timestamp-nanos" ->
          Comparator.comparing(InstantText::parse);
      default -> throw new IllegalArgumentException(meaning + " is no time that can be compared");
    };
  }
}
