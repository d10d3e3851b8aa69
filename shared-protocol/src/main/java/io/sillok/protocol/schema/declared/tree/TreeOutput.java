package io.sillok.protocol.schema.declared.tree;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import io.sillok.protocol.schema.avro.AvroInput;
import io.sillok.protocol.schema.avro.AvroOutput;
import io.sillok.protocol.schema.json.JsonInput;
import io.sillok.protocol.schema.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a tree is written to. Most trees are right, so where one is wrong is not kept track of: the
 * first wrong value ends the writing, and the tree is gone through again to explain it. Not
 * thread-safe.
 */
public final class TreeOutput {

  private final AvroOutput avro = new AvroOutput();
  private final boolean explains;
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final Deque<Object> path = new ArrayDeque<>();
  private int depth;

  private TreeOutput(boolean explains) {
    this.explains = explains;
  }

  /**
   * The encoding of {@code tree}.
   *
   * @throws JsonMismatchException with all that is wrong, each with its JSON pointer
   */
  public static byte[] write(JsonNode tree, TreeWriter writer) {
    TreeOutput out = new TreeOutput(false);
    try {
      writer.write(tree, out);
      return out.avro.toByteArray();
    } catch (Wrong wrong) {
      TreeOutput explanation = new TreeOutput(true);
      writer.write(tree, explanation);
      throw new JsonMismatchException(explanation.mismatches);
    }
  }

  AvroOutput avro() {
    return avro;
  }

  /** Whether all that is wrong is sought; what is written then does not matter. */
  boolean explains() {
    return explains;
  }

  /** Goes into a record; false if it must not, because it would be too deep. */
  boolean enter() {
    if (depth == AvroInput.DEEPEST) {
      mismatch(
          "out-of-range",
          "Is nested deeper than %d records; make it a list".formatted(AvroInput.DEEPEST));
      return false;
    }
    depth++;
    return true;
  }

  void leave() {
    depth--;
  }

  /** Writes the member or element {@code step} of the current value. */
  void write(Object step, JsonNode node, TreeWriter writer) {
    if (explains) {
      path.addLast(step);
      writer.write(node, this);
      path.removeLast();
    } else {
      writer.write(node, this);
    }
  }

  /** The value that {@code reader} reads from {@code node}; null if it refuses it. */
  @Nullable Object read(JsonNode node, JsonReader reader) {
    try {
      Object value = reader.read(JsonInput.of(node, pointer(), mismatches));
      stop();
      return value;
    } catch (IOException impossible) {
      throw new UncheckedIOException("Reading from memory failed", impossible);
    }
  }

  void wrongType(JsonNode node, String expected) {
    read(node, in -> in.wrongType(expected));
  }

  void mismatch(String code, String message) {
    mismatches.add(new Mismatch(code, pointer(), message));
    stop();
  }

  /** A mismatch at the member {@code name} of the current value. */
  void mismatchAt(String name, String code, String message) {
    mismatches.add(new Mismatch(code, JsonInput.member(pointer(), name), message));
    stop();
  }

  private void stop() {
    if (!explains && !mismatches.isEmpty()) {
      throw new Wrong();
    }
  }

  private String pointer() {
    String pointer = "";
    for (Object step : path) {
      pointer = JsonInput.member(pointer, step.toString());
    }
    return pointer;
  }

  /** Ends the writing; without a stack trace, for it tells nothing. */
  private static final class Wrong extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Wrong() {
      super("Something is wrong somewhere", null, false, false);
    }
  }
}
