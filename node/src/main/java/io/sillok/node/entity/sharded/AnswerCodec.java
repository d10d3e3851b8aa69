package io.sillok.node.entity.sharded;

import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.entity.EventView;
import io.sillok.node.entity.journaled.Replies;
import io.sillok.node.entity.journaled.WireReader;
import io.sillok.node.entity.journaled.WireWriter;
import io.sillok.protocol.schema.CodecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers between nodes as bytes: a tag, then the fields in order. */
final class AnswerCodec {

  private static final int EXECUTED = 1;
  private static final int REJECTED = 2;
  private static final int WRONG_SEQUENCE_NUMBER = 3;
  private static final int COMMAND_ID_REUSED = 4;
  private static final int DEFECTIVE = 5;
  private static final int STATE = 6;
  private static final int NO_STATE = 7;
  private static final int ALIVE = 8;
  private static final int UNAVAILABLE = 9;
  private static final int REPEATED = 10;
  private static final int ADVANCED = 11;
  private static final int NOT_ADVANCED = 12;

  private AnswerCodec() {}

  static void write(WireWriter writer, EntityAnswer answer) {
    switch (answer) {
      case EntityAnswer.Done(var result) -> write(writer, result);
      case EntityAnswer.StateIs(var state) ->
          state.ifPresentOrElse(
              present -> write(writer, present), () -> writer.writeByte(NO_STATE));
      case EntityAnswer.Alive() -> writer.writeByte(ALIVE);
      case EntityAnswer.Advanced(boolean moved) ->
          writer.writeByte(moved ? ADVANCED : NOT_ADVANCED);
      case EntityAnswer.Unavailable(var code, var message) ->
          writer.writeByte(UNAVAILABLE).writeText(code).writeText(message);
    }
  }

  static EntityAnswer read(WireReader reader) {
    int tag = reader.readByte();
    return switch (tag) {
      case STATE -> new EntityAnswer.StateIs(Optional.of(snapshot(reader)));
      case NO_STATE -> new EntityAnswer.StateIs(Optional.empty());
      case ALIVE -> new EntityAnswer.Alive();
      case ADVANCED -> new EntityAnswer.Advanced(true);
      case NOT_ADVANCED -> new EntityAnswer.Advanced(false);
      case UNAVAILABLE -> new EntityAnswer.Unavailable(reader.readText(), reader.readText());
      default -> new EntityAnswer.Done(result(tag, reader));
    };
  }

  private static void write(WireWriter writer, CommandResult result) {
    switch (result) {
      case CommandResult.Executed(var reply, var events, var sequenceNumber, var repeated) -> {
        writer
            .writeByte(repeated ? REPEATED : EXECUTED)
            .writeBytes(Replies.toBytes(reply))
            .writeLong(sequenceNumber);
        writer.writeUnsigned(events.size());
        events.forEach(event -> write(writer, event));
      }
      case CommandResult.Rejected(var code, var message, var sequenceNumber) ->
          writer.writeByte(REJECTED).writeText(code).writeText(message).writeLong(sequenceNumber);
      case CommandResult.WrongSequenceNumber(var expected, var actual) ->
          writer.writeByte(WRONG_SEQUENCE_NUMBER).writeLong(expected).writeLong(actual);
      case CommandResult.CommandIdReused(var commandId) ->
          writer.writeByte(COMMAND_ID_REUSED).writeText(commandId);
      case CommandResult.Defective(var message) -> writer.writeByte(DEFECTIVE).writeText(message);
    }
  }

  private static CommandResult result(int tag, WireReader reader) {
    return switch (tag) {
      case EXECUTED -> executed(reader, false);
      case REPEATED -> executed(reader, true);
      case REJECTED ->
          new CommandResult.Rejected(reader.readText(), reader.readText(), reader.readLong());
      case WRONG_SEQUENCE_NUMBER ->
          new CommandResult.WrongSequenceNumber(reader.readLong(), reader.readLong());
      case COMMAND_ID_REUSED -> new CommandResult.CommandIdReused(reader.readText());
      case DEFECTIVE -> new CommandResult.Defective(reader.readText());
      default -> throw new CodecException("No answer has tag %d".formatted(tag), null);
    };
  }

  private static CommandResult.Executed executed(WireReader reader, boolean repeated) {
    byte[] reply = reader.readBytes();
    long sequenceNumber = reader.readLong();
    int count = reader.readCount();
    List<EventView> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(
          new EventView(
              reader.readLong(),
              reader.readText(),
              reader.readText(),
              reader.readTime(),
              Replies.decode(reader.readBytes())));
    }
    return new CommandResult.Executed(Replies.decode(reply), events, sequenceNumber, repeated);
  }

  private static void write(WireWriter writer, EventView event) {
    writer
        .writeLong(event.sequenceNumber())
        .writeText(event.event())
        .writeText(event.stream())
        .writeTime(event.time())
        .writeBytes(Replies.toBytes(event.data()));
  }

  private static void write(WireWriter writer, EntitySnapshot snapshot) {
    writer
        .writeByte(STATE)
        .writeText(snapshot.entity().type())
        .writeText(snapshot.entity().id())
        .writeLong(snapshot.sequenceNumber())
        .writeTime(snapshot.time())
        .writeBytes(Replies.toBytes(snapshot.state()));
  }

  private static EntitySnapshot snapshot(WireReader reader) {
    EntityAddress entity = new EntityAddress(reader.readText(), reader.readText());
    return new EntitySnapshot(
        entity, reader.readLong(), reader.readTime(), Replies.decode(reader.readBytes()));
  }
}
