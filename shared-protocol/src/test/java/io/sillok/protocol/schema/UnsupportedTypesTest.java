package io.sillok.protocol.schema;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each type that cannot be kept says which member, why, and what to do. */
class UnsupportedTypesTest {

  interface Open {}

  enum Empty {}

  enum Exotic {
    GREEN$
  }

  abstract static sealed class Base permits Derived {}

  static final class Derived extends Base {}

  sealed interface Mixed {
    record Fine() implements Mixed {}

    final class Plain implements Mixed {}
  }

  sealed interface Twins {
    record AddItem() implements Twins {}

    @JsonTypeName("add-item")
    record PutItem() implements Twins {}
  }

  sealed interface Typed {
    record Kind(String type) implements Typed {}
  }

  record Pair<A>(A first) {}

  record Nothing() {}

  record NothingTwice(Nothing first, Nothing second) {}

  @JsonTypeName("Not Kebab")
  record BadlyNamed() {}

  record Character1(char value) {}

  record Short1(short value) {}

  record Anything(Object value) {}

  record Old(Date value) {}

  record Local(LocalDateTime value) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Array(int[] value) {}

  record Optional1(OptionalInt value) {}

  record Collection1(Collection<String> value) {}

  record ArrayList1(ArrayList<String> value) {}

  record TreeSet1(TreeSet<String> value) {}

  record HashMap1(HashMap<String, String> value) {}

  record Keys(Map<Integer, String> value) {}

  @SuppressWarnings("rawtypes")
  record RawList(List value) {}

  @SuppressWarnings("rawtypes")
  record RawOptional(Optional value) {}

  record Wild(List<? extends String> value) {}

  record Nested(Optional<Optional<String>> value) {}

  record Optionals(List<Optional<String>> value) {}

  record Interface(Open value) {}

  record AbstractClass(Base value) {}

  record HoldsEmpty(Empty value) {}

  record HoldsExotic(Exotic value) {}

  record HoldsMixed(Mixed value) {}

  record HoldsTyped(Typed value) {}

  record HoldsPair(Pair<String> value) {}

  record Nothings(List<NothingTwice> value) {}

  @SuppressWarnings("NullableOptional")
  record Both(@Nullable Optional<String> value) {}

  record Dollar(String dollar$) {}

  record Deep(List<Map<String, Character>> value) {}

  @Test
  void each_unsupported_component_is_named_with_advice() {
    refused(
        Character1.class,
        "Character1.value has the type char, which cannot be kept exactly; use String");
    refused(Short1.class, "Short1.value has the type short, which cannot be kept exactly; use int");
    refused(
        Anything.class,
        "Anything.value has the type java.lang.Object, which cannot be kept exactly; declare the exact type");
    refused(
        Old.class,
        "Old.value has the type java.util.Date, which cannot be kept exactly; use Instant");
    refused(
        Local.class,
        "Local.value has the type java.time.LocalDateTime, which cannot be kept exactly; use Instant, LocalDate or Duration");
    refused(Array.class, "Array.value has the type int[], which cannot be kept exactly; use List");
    refused(
        Optional1.class,
        "Optional1.value has the type java.util.OptionalInt, which cannot be kept exactly; use Optional<Integer>");
    refused(
        Collection1.class,
        "Collection1.value has the type java.util.Collection, which cannot be kept exactly; use List or Set");
    refused(
        ArrayList1.class,
        "ArrayList1.value has the type java.util.ArrayList, which cannot be kept exactly; use List");
    refused(
        TreeSet1.class,
        "TreeSet1.value has the type java.util.TreeSet, which cannot be kept exactly; use Set or SequencedSet");
    refused(
        HashMap1.class,
        "HashMap1.value has the type java.util.HashMap, which cannot be kept exactly; use Map<String, …> or SequencedMap<String, …>");
    refused(
        Deep.class,
        "Deep.value[][] has the type java.lang.Character, which cannot be kept exactly; use String");
  }

  @Test
  void generics_must_be_exact() {
    refused(Keys.class, "Keys.value is a map with keys of type java.lang.Integer; use String keys");
    refused(RawList.class, "RawList.value is a raw List; give it type arguments");
    refused(RawOptional.class, "RawOptional.value is a raw Optional; give it type arguments");
    refused(
        Wild.class,
        "Wild.value[] has the type ? extends java.lang.String, which is not known before run time; declare the exact type");
    refused(
        Nested.class,
        "Nested.value is an Optional inside another type; only a record's component may be Optional");
    refused(
        Optionals.class,
        "Optionals.value[] is an Optional inside another type; only a record's component may be Optional");
    refused(
        Pair.class,
        "Pair is a generic record, so its components have no exact type; write one record for each");
    refused(
        HoldsPair.class,
        "Pair is a generic record, so its components have no exact type; write one record for each");
    refused(Both.class, "Both.value is @Nullable, but Optional is never null; remove @Nullable");
  }

  @Test
  void hierarchies_must_be_sealed_interfaces_of_records() {
    refused(
        Open.class,
        "Open is neither a record nor a sealed interface of records; make it one of them");
    refused(
        String.class,
        "String is neither a record nor a sealed interface of records; make it one of them");
    refused(
        Interface.class,
        "Interface.value has the type io.sillok.protocol.schema.UnsupportedTypesTest$Open, which cannot be kept exactly; make it a sealed interface of records");
    refused(
        AbstractClass.class,
        "AbstractClass.value has the type io.sillok.protocol.schema.UnsupportedTypesTest$Base, which cannot be kept exactly; make it a record, an enum or a sealed interface of records");
    refused(
        HoldsMixed.class,
        "Mixed.Plain is neither a record nor a sealed interface of records; make it one of them");
    refused(
        Twins.class,
        "Twins.PutItem has the name 'add-item', as has another record of UnsupportedTypesTest.Twins; rename one by @JsonTypeName");
    refused(
        HoldsTyped.class,
        "Typed.Kind.type has the name that tells the records of UnsupportedTypesTest.Typed apart in JSON; rename it");
  }

  @Test
  void names_must_be_plain() {
    refused(
        BadlyNamed.class,
        "BadlyNamed is named 'Not Kebab', which is not kebab case; name it like add-item by @JsonTypeName");
    refused(
        Dollar.class,
        "Dollar.dollar$ has a name that is not plain; use ASCII letters, digits and underscores");
    refused(
        HoldsExotic.class,
        "Exotic.GREEN$ has a name that is not plain; use ASCII letters, digits and underscores");
    refused(HoldsEmpty.class, "Empty has no constants; give it one");
    refused(
        Nothings.class,
        "Nothings.value collects UnsupportedTypesTest.NothingTwice, which has no components; keep how many there are in an int");
  }

  private static void refused(Class<?> type, String message) {
    assertThatThrownBy(() -> AvroCodec.of(type))
        .as("Avro of %s", type)
        .isInstanceOf(InvalidModuleException.class)
        .hasMessage((type == String.class ? "" : "UnsupportedTypesTest.") + message);
    assertThatThrownBy(() -> JsonCodec.of(type))
        .as("JSON of %s", type)
        .isInstanceOf(InvalidModuleException.class);
  }
}
