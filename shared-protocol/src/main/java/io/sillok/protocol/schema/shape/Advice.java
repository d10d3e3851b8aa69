package io.sillok.protocol.schema.shape;

import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** What to use instead of a type that cannot be kept. */
final class Advice {

  private static final Map<Class<?>, String> BY_TYPE =
      Map.ofEntries(
          Map.entry(byte.class, "use int"),
          Map.entry(Byte.class, "use int"),
          Map.entry(short.class, "use int"),
          Map.entry(Short.class, "use int"),
          Map.entry(char.class, "use String"),
          Map.entry(Character.class, "use String"),
          Map.entry(CharSequence.class, "use String"),
          Map.entry(Object.class, "declare the exact type"),
          Map.entry(Number.class, "use int, long, double or BigDecimal"),
          Map.entry(OptionalInt.class, "use Optional<Integer>"),
          Map.entry(OptionalLong.class, "use Optional<Long>"),
          Map.entry(OptionalDouble.class, "use Optional<Double>"),
          Map.entry(Date.class, "use Instant"),
          Map.entry(Calendar.class, "use Instant"),
          Map.entry(Iterable.class, "use List"),
          Map.entry(Collection.class, "use List or Set"));

  private Advice() {}

  static String insteadOf(Class<?> type) {
    String advice = BY_TYPE.get(type);
    if (advice != null) {
      return advice;
    }
    if (type.isArray()) {
      return "use List";
    }
    if (Set.class.isAssignableFrom(type)) {
      return "use Set or SequencedSet";
    }
    if (Map.class.isAssignableFrom(type)) {
      return "use Map<String, …> or SequencedMap<String, …>";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "use List";
    }
    if (type.getPackageName().equals("java.time")) {
      return "use Instant, LocalDate or Duration";
    }
    return byKind(type).orElse("make it a record, an enum or a sealed interface of records");
  }

  private static Optional<String> byKind(Class<?> type) {
    if (type.isInterface() && !type.isSealed()) {
      return Optional.of("make it a sealed interface of records");
    }
    return Optional.empty();
  }
}
