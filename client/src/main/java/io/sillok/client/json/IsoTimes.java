package io.sillok.client.json;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.function.Function;

/** Times as ISO 8601 has them, which is how nodes read and write them. */
final class IsoTimes {

  private IsoTimes() {}

  static SimpleModule module() {
    SimpleModule module = new SimpleModule("sillok-iso-times");
    add(module, Instant.class, Instant::parse);
    add(module, Duration.class, Duration::parse);
    add(module, LocalDate.class, LocalDate::parse);
    add(module, LocalTime.class, LocalTime::parse);
    add(module, LocalDateTime.class, LocalDateTime::parse);
    return module;
  }

  private static <T> void add(SimpleModule module, Class<T> type, Function<String, T> parse) {
    module.addSerializer(type, ToStringSerializer.instance);
    module.addDeserializer(type, new Parsing<>(type, parse));
  }

  private static final class Parsing<T> extends FromStringDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final transient Function<String, T> parse;

    private Parsing(Class<T> type, Function<String, T> parse) {
      super(type);
      this.type = type;
      this.parse = parse;
    }

    @Override
    protected T _deserialize(String text, DeserializationContext context) throws IOException {
      try {
        return parse.apply(text);
      } catch (DateTimeException notOne) {
        return type.cast(context.handleWeirdStringValue(type, text, "not in the form of ISO 8601"));
      }
    }
  }
}
