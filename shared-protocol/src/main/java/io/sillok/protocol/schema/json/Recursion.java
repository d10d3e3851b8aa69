package io.sillok.protocol.schema.json;

import io.sillok.protocol.schema.shape.Field;
import io.sillok.protocol.schema.shape.RecordShape;
import io.sillok.protocol.schema.shape.Scalar;
import io.sillok.protocol.schema.shape.Shape;
import io.sillok.protocol.schema.shape.Shape.EnumShape;
import io.sillok.protocol.schema.shape.Shape.ListShape;
import io.sillok.protocol.schema.shape.Shape.MapShape;
import io.sillok.protocol.schema.shape.Shape.SealedShape;
import io.sillok.protocol.schema.shape.Shape.SetShape;
import java.util.HashSet;
import java.util.Set;

/** Finds records that contain themselves, directly or within others. */
final class Recursion {

  private final RecordShape sought;
  private final Set<RecordShape> visited = new HashSet<>();

  private Recursion(RecordShape sought) {
    this.sought = sought;
  }

  static boolean contains(RecordShape record) {
    Recursion recursion = new Recursion(record);
    return record.fields().stream().map(Field::shape).anyMatch(recursion::reaches);
  }

  private boolean reaches(Shape shape) {
    return switch (shape) {
      case Scalar scalar -> false;
      case EnumShape enumeration -> false;
      case RecordShape record ->
          record == sought
              || (visited.add(record)
                  && record.fields().stream().map(Field::shape).anyMatch(this::reaches));
      case SealedShape union -> union.cases().stream().anyMatch(this::reaches);
      case ListShape(Shape element) -> reaches(element);
      case SetShape(Shape element) -> reaches(element);
      case MapShape(Shape value) -> reaches(value);
    };
  }
}
