package io.sillok.node.entity.journaled;

import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.journaled.RememberedCommands.Remembered;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.EntityModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link EntityState} as the bytes of a snapshot. A snapshot is read only with the very schema that
 * it was written with: a state of another shape is folded from the events instead, for it may hold
 * what the old one left out.
 */
public final class StateCodec {

  private static final int VERSION = 1;

  private final EntityModels models;

  public StateCodec(EntityModels models) {
    this.models = models;
  }

  public byte[] encode(EntityState entity) {
    Instant time = entity.time();
    if (time == null) {
      throw new CodecException("Entity without events has no snapshot", null);
    }
    AvroCodec<Object> codec = codec(entity.type());
    WireWriter writer = new WireWriter().writeByte(VERSION).writeText(entity.type());
    writer.writeLong(codec.fingerprint()).writeUnsigned(entity.sequenceNumber()).writeTime(time);
    writer.writeUnsigned(entity.commands().asList().size());
    for (Remembered command : entity.commands().asList()) {
      writer
          .writeText(command.commandId())
          .writeLong(command.digest())
          .writeUnsigned(command.firstSequenceNumber())
          .writeUnsigned(command.lastSequenceNumber());
    }
    return writer.writeRest(codec.encode(entity.value())).toBytes();
  }

  /**
   * @throws CodecException if the bytes are broken, or of another version or schema than today's
   */
  public EntityState decode(byte[] bytes) {
    WireReader reader = new WireReader(bytes);
    int version = reader.readByte();
    if (version != VERSION) {
      throw new CodecException("Snapshot is of version %d".formatted(version), null);
    }
    String type = reader.readText();
    AvroCodec<Object> codec = codec(type);
    long fingerprint = reader.readLong();
    if (fingerprint != codec.fingerprint()) {
      throw new CodecException(
          "Snapshot of a %s has schema %s, but the state's schema is %s now"
              .formatted(type, Schemas.hex(fingerprint), Schemas.hex(codec.fingerprint())),
          null);
    }
    long sequenceNumber = reader.readUnsigned();
    Instant time = reader.readTime();
    RememberedCommands commands = commands(reader);
    Object value = codec.decode(reader.readRest());
    return new EntityState(type, value, sequenceNumber, time, commands);
  }

  private static RememberedCommands commands(WireReader reader) {
    int count = reader.readCount();
    List<Remembered> commands = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      commands.add(
          new Remembered(
              reader.readText(), reader.readLong(), reader.readUnsigned(), reader.readUnsigned()));
    }
    return RememberedCommands.of(commands);
  }

  @SuppressWarnings("unchecked") // the codec takes the states of its own entity type
  private AvroCodec<Object> codec(String type) {
    EntityModel<?, ?, ?> model =
        models
            .find(type)
            .orElseThrow(
                () -> new CodecException("No loaded module has entity type " + type, null));
    return (AvroCodec<Object>) model.stateAvro();
  }
}
