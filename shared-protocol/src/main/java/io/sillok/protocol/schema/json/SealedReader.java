package io.sillok.protocol.schema.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.sillok.protocol.schema.shape.RecordShape;
import io.sillok.protocol.schema.shape.Shape.SealedShape;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one of several records, told apart by the field {@code type}, wherever it stands. */
final class SealedReader implements JsonReader {

  private final Map<String, RecordReader> readers = new LinkedHashMap<>();

  SealedReader(SealedShape shape, JsonReaders compiler) {
    for (RecordShape record : shape.cases()) {
      readers.put(record.name(), compiler.record(record));
    }
  }

  @Override
  public @Nullable Object read(JsonInput in) throws IOException {
    if (in.token() != JsonToken.START_OBJECT) {
      return in.wrongType(JsonReaders.TYPED_OBJECT);
    }
    String pointer = in.pointer();
    try (TokenBuffer tokens = new TokenBuffer((ObjectCodec) null, false)) {
      tokens.copyCurrentStructure(in.parser());
      RecordReader reader = readerFor(in.at(tokens.asParser(), pointer), pointer);
      if (reader == null) {
        return null;
      }
      JsonInput again = in.at(tokens.asParser(), pointer);
      again.parser().nextToken();
      return reader.read(again, JsonReaders.DISCRIMINATOR);
    }
  }

  private @Nullable RecordReader readerFor(JsonInput in, String pointer) throws IOException {
    JsonParser parser = in.parser();
    parser.nextToken();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (name.equals(JsonReaders.DISCRIMINATOR)) {
        return byName(in);
      }
      parser.skipChildren();
    }
    in.mismatch(
        "missing-field",
        JsonInput.member(pointer, JsonReaders.DISCRIMINATOR),
        JsonReaders.missingType(expected()));
    return null;
  }

  private @Nullable RecordReader byName(JsonInput in) throws IOException {
    RecordReader reader = in.token() == JsonToken.VALUE_STRING ? readers.get(in.text()) : null;
    if (reader == null) {
      in.wrongType(expected());
    }
    return reader;
  }

  private String expected() {
    return JsonReaders.oneOf(readers.keySet());
  }
}
