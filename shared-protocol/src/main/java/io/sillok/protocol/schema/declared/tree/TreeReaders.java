package io.sillok.protocol.schema.declared.tree;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.avro.AvroReaders;
import io.sillok.protocol.schema.avro.AvroSchemas;
import io.sillok.protocol.schema.avro.ValueReader;
import io.sillok.protocol.schema.declared.single.Single;
import io.sillok.protocol.schema.declared.single.Singles;
import io.sillok.protocol.schema.json.JsonReaders;
import io.sillok.protocol.schema.json.JsonWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;

/**
 * Compiles a writer's schema and a reader's to a reader of trees by Avro's rules of schema
 * resolution, as far as the codec of records has them too: fields go by name or alias, what the
 * reader does not have is skipped, what the writer did not have is the default, numbers may widen
 * where no digit is lost. Names of records count only where they tell the branches of a union
 * apart, and there without their namespace.
 */
public final class TreeReaders {

  private final Defaults defaults;
  private final boolean all;
  private final Map<Resolution, RecordTreeReader> records = new HashMap<>();

  private record Resolution(Schema writer, Schema reader) {}

  private TreeReaders(Defaults defaults, boolean all) {
    this.defaults = defaults;
    this.all = all;
  }

  /**
   * @param reader a schema that was checked
   * @param where named in messages
   * @throws CodecException if the writer's schema cannot be resolved to the reader's
   */
  public static TreeReader of(Schema writer, Schema reader, Defaults defaults, String where) {
    return new TreeReaders(defaults, false).compile(writer, reader, where);
  }

  /**
   * Does nothing, if every value of the writer's schema can be read.
   *
   * @throws CodecException saying what cannot
   */
  public static void requireAll(Schema writer, Schema reader, Defaults defaults, String where) {
    new TreeReaders(defaults, true).compile(writer, reader, where);
  }

  TreeReader compile(Schema writer, Schema reader, String where) {
    Schema value = reader;
    boolean nullable = false;
    if (reader.getType() == Schema.Type.UNION) {
      Union union = Union.of(reader);
      value = union.isDiscriminated() ? reader : union.value();
      nullable = union.isOptional();
    }
    return writer.getType() == Schema.Type.UNION
        ? branches(writer.getTypes(), value, where, nullable)
        : value(writer, value, where);
  }

  private TreeReader branches(
      List<Schema> branches, Schema reader, String where, boolean nullable) {
    long values = branches.stream().filter(branch -> branch.getType() != Schema.Type.NULL).count();
    TreeReader[] readers = new TreeReader[branches.size()];
    for (int index = 0; index < readers.length; index++) {
      Schema branch = branches.get(index);
      readers[index] =
          branch.getType() == Schema.Type.NULL
              ? ofNull(nullable, where)
              : branch(branch, reader, where, values > 1);
    }
    return in -> readers[in.readIndex(readers.length)].read(in);
  }

  private TreeReader ofNull(boolean nullable, String where) {
    return nullable
        ? in -> NullNode.getInstance()
        : failing(where + " holds nothing, but is required");
  }

  /** A branch that does not fit is an error only if a value of it turns up. */
  private TreeReader branch(Schema branch, Schema reader, String where, boolean byName) {
    if (byName && reader.getType() == Schema.Type.RECORD && !isNamed(branch, reader)) {
      return failing(
          "%s holds a %s, but must be a %s".formatted(where, branch.getName(), reader.getName()));
    }
    try {
      return value(branch, reader, where);
    } catch (CodecException unresolved) {
      return failing(String.valueOf(unresolved.getMessage()));
    }
  }

  private TreeReader failing(String message) {
    if (all) {
      throw new CodecException(message, null);
    }
    return in -> {
      throw new CodecException(message, null);
    };
  }

  private TreeReader value(Schema writer, Schema reader, String where) {
    return switch (reader.getType()) {
      case RECORD -> {
        RecordTreeReader record = record(writer, reader, where);
        yield in -> record.read(in, JsonNodeFactory.instance.objectNode());
      }
      case UNION -> oneOf(writer, Union.of(reader).values(), where);
      case ENUM -> enumeration(writer, reader, where);
      case ARRAY -> {
        AvroReaders.require(writer, Schema.Type.ARRAY, where);
        yield array(compile(writer.getElementType(), reader.getElementType(), where + "[]"));
      }
      case MAP -> {
        AvroReaders.require(writer, Schema.Type.MAP, where);
        yield map(compile(writer.getValueType(), reader.getValueType(), where + "[]"));
      }
      default -> single(Singles.of(reader), writer, where);
    };
  }

  private TreeReader oneOf(Schema writer, List<Schema> cases, String where) {
    Schema reader =
        cases.stream()
            .filter(each -> each.getFullName().equals(writer.getFullName()))
            .findFirst()
            .or(() -> cases.stream().filter(each -> isNamed(writer, each)).findFirst())
            .orElseThrow(() ->
                AvroReaders.mismatch(
                    writer, "one of " + cases.stream().map(Schema::getName).toList(), where));
    RecordTreeReader record = record(writer, reader, where);
    TextNode type = TextNode.valueOf(AvroSchemas.recordName(reader));
    return in -> {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.set(JsonReaders.DISCRIMINATOR, type);
      return record.read(in, node);
    };
  }

  private static boolean isNamed(Schema writer, Schema reader) {
    return writer.getType() == Schema.Type.RECORD
        && (writer.getName().equals(reader.getName())
            || reader.getAliases().contains(writer.getFullName()));
  }

  private RecordTreeReader record(Schema writer, Schema reader, String where) {
    AvroReaders.require(writer, Schema.Type.RECORD, where);
    Resolution resolution = new Resolution(writer, reader);
    RecordTreeReader known = records.get(resolution);
    if (known != null) {
      return known;
    }
    RecordTreeReader record = new RecordTreeReader(writer, reader);
    records.put(resolution, record);
    record.compile(this, defaults);
    return record;
  }

  private TreeReader enumeration(Schema writer, Schema reader, String where) {
    AvroReaders.require(writer, Schema.Type.ENUM, where);
    List<String> symbols = writer.getEnumSymbols();
    TextNode[] nodes = new TextNode[symbols.size()];
    for (int index = 0; index < nodes.length; index++) {
      String symbol = symbols.get(index);
      String read = reader.hasEnumSymbol(symbol) ? symbol : reader.getEnumDefault();
      if (read == null && all) {
        throw unknownSymbol(reader, symbol, where);
      }
      nodes[index] = read == null ? null : TextNode.valueOf(read);
    }
    return in -> {
      int index = in.readIndex(nodes.length);
      if (nodes[index] == null) {
        throw unknownSymbol(reader, symbols.get(index), where);
      }
      return nodes[index];
    };
  }

  private static CodecException unknownSymbol(Schema reader, String symbol, String where) {
    return new CodecException(
        "%s is %s, which %s does not have; keep symbols that were recorded"
            .formatted(where, symbol, reader.getName()),
        null);
  }

  private static TreeReader array(TreeReader element) {
    return in -> {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (long left = in.readBlockCount(); left > 0; left = in.readBlockCount()) {
        for (; left > 0; left--) {
          array.add(element.read(in));
        }
      }
      return array;
    };
  }

  private static TreeReader map(TreeReader value) {
    return in -> {
      ObjectNode map = JsonNodeFactory.instance.objectNode();
      for (long left = in.readBlockCount(); left > 0; left = in.readBlockCount()) {
        for (; left > 0; left--) {
          map.set(in.readString(), value.read(in));
        }
      }
      return map;
    };
  }

  private static TreeReader single(Single single, Schema writer, String where) {
    ValueReader reader = single.avroReader(writer, where);
    JsonWriter json = single.jsonWriter();
    return in -> json.write(Objects.requireNonNull(reader.read(in)));
  }
}
