package io.sillok.protocol.design;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** The fields of an event, those of the records within it too, and where they are. */
final class EventFields {

  private final Set<String> open = new HashSet<>();
  private final List<Place> places = new ArrayList<>();

  private EventFields() {}

  /**
   * A field.
   *
   * @param path such as {@code lines.unitPrice}
   * @param pointer into the schema's JSON
   * @param type without null
   */
  record Place(Schema.Field field, String path, String pointer, Schema type) {

    String name() {
      return field.name();
    }

    boolean isOptional() {
      return EventFields.isOptional(field);
    }

    /** Whether it is a plain {@code type}, without a logical one. */
    boolean isPlain(Schema.Type plain) {
      return type.getType() == plain && type.getProp("logicalType") == null;
    }
  }

  /** All fields of {@code record}, outer ones first; a record within itself is looked at once. */
  static List<Place> of(Schema record) {
    EventFields fields = new EventFields();
    fields.add(record, "", "");
    return List.copyOf(fields.places);
  }

  private void add(Schema record, String path, String pointer) {
    if (!open.add(record.getFullName())) {
      return;
    }
    for (Schema.Field field : record.getFields()) {
      String here = pointer + "/fields/" + field.pos();
      String name = path.isEmpty() ? field.name() : path + "." + field.name();
      places.add(new Place(field, name, here, withoutNull(field.schema())));
      into(field.schema(), name, here + "/type");
    }
  }

  private void into(Schema type, String path, String pointer) {
    switch (type.getType()) {
      case RECORD -> add(type, path, pointer);
      case ARRAY -> into(type.getElementType(), path, pointer + "/items");
      case MAP -> into(type.getValueType(), path, pointer + "/values");
      case UNION -> {
        for (int branch = 0; branch < type.getTypes().size(); branch++) {
          into(type.getTypes().get(branch), path, pointer + "/" + branch);
        }
      }
      default -> {}
    }
  }

  static boolean isOptional(Schema.Field field) {
    return field.schema().getType() == Schema.Type.UNION
        && field.schema().getTypes().stream().anyMatch(type -> type.getType() == Schema.Type.NULL);
  }

  /** The only type beside null, else {@code type} itself. */
  private static Schema withoutNull(Schema type) {
    if (type.getType() != Schema.Type.UNION) {
      return type;
    }
    List<Schema> types =
        type.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    return types.size() == 1 ? types.getFirst() : type;
  }
}
