package io.sillok.protocol.schema.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sillok.protocol.schema.avro.AvroSchemas;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;

/** Random events of a schema, in the canonical form; without regard to defaults. */
record RandomEvents(Random random) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> TEXTS = List.of("", "a", "é\u0000\"\\/~", "🜂", "\uFFFD", "한국");

  JsonNode of(Schema schema, int depth) {
    return switch (schema.getType()) {
      case RECORD -> record(schema, NODES.objectNode(), depth);
      case ENUM -> TextNode.valueOf(any(schema.getEnumSymbols()));
      case ARRAY -> array(schema.getElementType(), depth);
      case MAP -> map(schema.getValueType(), depth);
      case UNION -> union(schema.getTypes(), depth);
      default -> single(schema);
    };
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private ObjectNode record(Schema schema, ObjectNode node, int depth) {
    for (Schema.Field field : schema.getFields()) {
      JsonNode value = of(field.schema(), depth - 1);
      if (!value.isNull()) {
        node.set(field.name(), value);
      }
    }
    return node;
  }

  private ArrayNode array(Schema element, int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int left = depth < 0 ? 0 : random.nextInt(4); left > 0; left--) {
      array.add(of(element, depth - 1));
    }
    return array;
  }

  private ObjectNode map(Schema value, int depth) {
    ObjectNode map = NODES.objectNode();
    for (int left = depth < 0 ? 0 : random.nextInt(4); left > 0; left--) {
      map.set(any(TEXTS), of(value, depth - 1));
    }
    return map;
  }

  private JsonNode union(List<Schema> branches, int depth) {
    boolean optional = branches.stream().anyMatch(each -> each.getType() == Schema.Type.NULL);
    if (optional && (depth < 0 || random.nextBoolean())) {
      return NullNode.getInstance();
    }
    List<Schema> values =
        branches.stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    Schema value = any(values);
    if (optional && values.size() == 1) {
      return of(value, depth);
    }
    ObjectNode node = NODES.objectNode().put("type", AvroSchemas.recordName(value));
    return record(value, node, depth);
  }

  private JsonNode single(Schema schema) {
    String logicalType = schema.getProp("logicalType");
    if (logicalType != null) {
      return TextNode.valueOf(text(logicalType, schema));
    }
    return switch (schema.getType()) {
      case BOOLEAN -> BooleanNode.valueOf(random.nextBoolean());
      case INT -> IntNode.valueOf((int) bits());
      case LONG -> LongNode.valueOf(bits());
      case FLOAT -> FloatNode.valueOf(random.nextBoolean() ? random.nextFloat() : (int) bits());
      case DOUBLE -> DoubleNode.valueOf(random.nextBoolean() ? random.nextGaussian() : bits());
      case STRING -> TextNode.valueOf(any(TEXTS));
      case FIXED -> TextNode.valueOf(base64(schema.getFixedSize()));
      default -> TextNode.valueOf(base64(random.nextInt(5)));
    };
  }

  /** Of any length, so that small and large numbers are as likely. */
  private long bits() {
    return random.nextLong() >> random.nextInt(64);
  }

  private String base64(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private String text(String logicalType, Schema schema) {
    return switch (logicalType) {
      case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
      case "date" -> LocalDate.ofEpochDay(random.nextInt() >> random.nextInt(32)).toString();
      case "duration-nanos" -> Duration.ofNanos(bits()).toString();
      case "big-decimal" -> new BigDecimal(digits(30), random.nextInt(40) - 20).toString();
      case "big-integer" -> digits(30).toString();
      case "decimal" -> decimal(schema).toString();
      case "time-millis" -> timeOfDay(ChronoUnit.MILLIS);
      case "time-micros" -> timeOfDay(ChronoUnit.MICROS);
      default -> moment(logicalType, unitOf(logicalType));
    };
  }

  private String moment(String logicalType, ChronoUnit unit) {
    Instant instant = Instant.EPOCH.plus(bits(), unit);
    return logicalType.startsWith("local-")
        ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
            LocalDateTime.ofInstant(instant, ZoneOffset.UTC))
        : instant.toString();
  }

  private static ChronoUnit unitOf(String logicalType) {
    if (logicalType.endsWith("-millis")) {
      return ChronoUnit.MILLIS;
    }
    return logicalType.endsWith("-micros") ? ChronoUnit.MICROS : ChronoUnit.NANOS;
  }

  private String timeOfDay(ChronoUnit unit) {
    long nanos = Math.floorMod(random.nextLong(), ChronoUnit.DAYS.getDuration().toNanos());
    return DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(nanos).truncatedTo(unit));
  }

  private BigInteger digits(int most) {
    BigInteger value =
        BigInteger.TEN
            .pow(random.nextInt(most))
            .multiply(BigInteger.valueOf(1 + random.nextInt(9)));
    BigInteger some =
        value.add(BigInteger.valueOf(random.nextInt(10))).mod(BigInteger.TEN.pow(most));
    return random.nextBoolean() ? some : some.negate();
  }

  private BigDecimal decimal(Schema schema) {
    int precision = (Integer) schema.getObjectProp("precision");
    return new BigDecimal(digits(precision), (Integer) schema.getObjectProp("scale"));
  }
}
