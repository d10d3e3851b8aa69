package io.sillok.node.cli.append;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.FileTrouble;
import io.sillok.node.cli.append.Entry.Fault;
import io.sillok.node.cli.append.Entry.Refusal;
import io.sillok.node.cli.append.file.Progress.Skipped;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Keeps the lines that were refused, each once and with the reasons, as one JSON object a line. */
final class RefusedFile implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;

  private RefusedFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Goes on behind what {@code earlier} knows of; what is there beyond it will come again.
   *
   * @throws CommandFailure if it cannot be written
   */
  static RefusedFile open(Path path, Optional<Skipped> earlier) {
    Path file = path.toAbsolutePath().normalize();
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean same = earlier.filter(each -> each.file().equals(file.toString())).isPresent();
      long end = same ? earlier.orElseThrow().bytes() : channel.size();
      channel.truncate(end).position(Math.min(end, channel.size()));
      return new RefusedFile(file, channel);
    } catch (IOException failure) {
      throw trouble(file, failure);
    }
  }

  void write(List<Refusal> refusals) {
    try {
      for (Refusal refusal : refusals) {
        ByteBuffer left = ByteBuffer.wrap((json(refusal) + "\n").getBytes(StandardCharsets.UTF_8));
        while (left.hasRemaining()) {
          channel.write(left);
        }
      }
      if (!refusals.isEmpty()) {
        channel.force(false);
      }
    } catch (IOException failure) {
      throw trouble(path, failure);
    }
  }

  /** What there is of it now. */
  Skipped state() {
    try {
      return new Skipped(path.toString(), channel.position());
    } catch (IOException failure) {
      throw trouble(path, failure);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw trouble(path, failure);
    }
  }

  private static ObjectNode json(Refusal refusal) {
    ObjectNode json = reasons(refusal);
    return json.put("text", refusal.line().text());
  }

  /** Which line it is, and what is wrong with it. */
  static ObjectNode reasons(Refusal refusal) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("line", refusal.line().number())
            .put("code", refusal.code());
    ArrayNode errors = json.putArray("errors");
    for (Fault fault : refusal.faults()) {
      errors
          .addObject()
          .put("code", fault.code())
          .put("pointer", fault.pointer())
          .put("message", fault.message());
    }
    return json;
  }

  private static CommandFailure trouble(Path path, IOException failure) {
    return new CommandFailure(
        ExitCode.FAILED,
        "cannot write refused lines to %s: %s".formatted(path, FileTrouble.inWords(failure)));
  }
}
