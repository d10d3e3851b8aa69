package io.sillok.client.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Optional components of records: absent is null, and null or left out is absent. */
final class Optionals {

  private Optionals() {}

  static SimpleModule module() {
    return new SimpleModule("sillok-optionals")
        .addSerializer(new Writing())
        .addDeserializer(Optional.class, new Reading(TypeFactory.unknownType()));
  }

  private static final class Writing extends StdSerializer<Optional<?>> {

    private static final long serialVersionUID = 1L;

    private Writing() {
      super(Optional.class, false);
    }

    @Override
    public void serialize(Optional<?> value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.orElse(null), json);
    }
  }

  private static final class Reading extends StdDeserializer<Optional<?>>
      implements ContextualDeserializer {

    private static final long serialVersionUID = 1L;

    private final JavaType content;

    /**
     * @param content what an optional that is present holds
     */
    private Reading(JavaType content) {
      super(Optional.class);
      this.content = content;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      JavaType type = property == null ? context.getContextualType() : property.getType();
      return new Reading(type.containedTypeOrUnknown(0));
    }

    @Override
    public Optional<?> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Optional.ofNullable(context.readValue(parser, content));
    }

    @Override
    public Optional<?> getNullValue(DeserializationContext context) {
      return Optional.empty();
    }
  }
}
