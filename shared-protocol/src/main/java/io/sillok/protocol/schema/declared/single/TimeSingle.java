package io.sillok.protocol.schema.declared.single;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sillok.protocol.schema.avro.AvroReaders;
import io.sillok.protocol.schema.avro.AvroSchemas;
import io.sillok.protocol.schema.avro.ValueReader;
import io.sillok.protocol.schema.avro.ValueWriter;
import io.sillok.protocol.schema.json.JsonInput;
import io.sillok.protocol.schema.json.JsonReader;
import io.sillok.protocol.schema.json.JsonWriter;
import io.sillok.protocol.schema.json.ScalarSchemas;
import java.io.IOException;
import java.time.DateTimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The times that only Avro has, each a count of its unit; text by ISO 8601 in JSON. */
public enum TimeSingle implements Single {
  TIMESTAMP_MILLIS("timestamp-millis", Clock.INSTANT, Unit.MILLISECOND),
  TIMESTAMP_NANOS("timestamp-nanos", Clock.INSTANT, Unit.NANOSECOND),
  LOCAL_TIMESTAMP_MILLIS("local-timestamp-millis", Clock.LOCAL, Unit.MILLISECOND),
  LOCAL_TIMESTAMP_MICROS("local-timestamp-micros", Clock.LOCAL, Unit.MICROSECOND),
  LOCAL_TIMESTAMP_NANOS("local-timestamp-nanos", Clock.LOCAL, Unit.NANOSECOND),
  TIME_MILLIS("time-millis", Clock.TIME_OF_DAY, Unit.MILLISECOND),
  TIME_MICROS("time-micros", Clock.TIME_OF_DAY, Unit.MICROSECOND);

  private final String logicalType;
  private final Clock clock;
  private final Unit unit;

  TimeSingle(String logicalType, Clock clock, Unit unit) {
    this.logicalType = logicalType;
    this.clock = clock;
    this.unit = unit;
  }

  String logicalType() {
    return logicalType;
  }

  Schema.Type base() {
    return this == TIME_MILLIS ? Schema.Type.INT : Schema.Type.LONG;
  }

  @Override
  public JsonReader jsonReader() {
    return this::read;
  }

  private @Nullable Object read(JsonInput in) throws IOException {
    if (in.token() != JsonToken.VALUE_STRING) {
      return in.wrongType(clock.example());
    }
    try {
      Moment moment = clock.parse(in.text());
      if (moment.nanos() % unit.nanos() != 0) {
        return in.outOfRange(
            "Must not be finer than a %s, but is %s".formatted(unit, in.abbreviated()));
      }
      return unit.count(moment);
    } catch (DateTimeException malformed) {
      return in.wrongType(clock.example());
    } catch (ArithmeticException overflow) {
      return in.outOfRange(
          "Must be within %s of 1970, but is %s".formatted(unit.range(), in.abbreviated()));
    }
  }

  @Override
  public JsonWriter jsonWriter() {
    return value -> TextNode.valueOf(clock.format(unit.moment((Long) value)));
  }

  @Override
  public ValueWriter avroWriter(String where) {
    return (value, out) -> out.writeLong((Long) value); // an int is written as a long is
  }

  @Override
  public ValueReader avroReader(Schema writer, String where) {
    if (writer.getType() != base()
        || !logicalType.equals(writer.getProp(AvroSchemas.LOGICAL_TYPE))) {
      throw AvroReaders.mismatch(writer, logicalType, where);
    }
    return in -> {
      long count = in.readLong();
      if (clock == Clock.TIME_OF_DAY && (count < 0 || count >= unit.aDay())) {
        throw in.broken("a time of the day is %d %ss after midnight".formatted(count, unit));
      }
      return count;
    };
  }

  @Override
  public ObjectNode jsonSchema() {
    ObjectNode text = ScalarSchemas.typed("string");
    return clock == Clock.INSTANT ? text.put("format", "date-time") : text;
  }
}
