package io.sillok.protocol.schema.avro;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Reads arrays and maps into unmodifiable collections that keep their order. */
final class CollectionReaders {

  private CollectionReaders() {}

  static ValueReader list(ValueReader element) {
    return in -> {
      List<Object> values = new ArrayList<>();
      readAll(in, element, values::add);
      return List.copyOf(values);
    };
  }

  static ValueReader set(ValueReader element) {
    return in -> {
      LinkedHashSet<Object> values = new LinkedHashSet<>();
      readAll(in, element, values::add);
      return Collections.unmodifiableSequencedSet(values);
    };
  }

  static ValueReader map(ValueReader value) {
    return in -> {
      LinkedHashMap<String, Object> values = new LinkedHashMap<>();
      for (long left = in.readBlockCount(); left > 0; left = in.readBlockCount()) {
        for (; left > 0; left--) {
          values.put(in.readString(), Objects.requireNonNull(value.read(in)));
        }
      }
      return Collections.unmodifiableSequencedMap(values);
    };
  }

  private static void readAll(AvroInput in, ValueReader element, Consumer<Object> values) {
    for (long left = in.readBlockCount(); left > 0; left = in.readBlockCount()) {
      for (; left > 0; left--) {
        values.accept(Objects.requireNonNull(element.read(in)));
      }
    }
  }
}
