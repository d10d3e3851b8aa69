package io.sillok.node.entity.journaled;

import io.sillok.node.entity.EntityModels;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.EntityModel.EventModel;
import java.time.Instant;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * {@link Recorded} as bytes: a version, the schema's fingerprint, event time, the end of a command
 * if it is one, and the event in Avro. The stream's name is kept beside them, as the manifest.
 */
public final class RecordedCodec {

  private static final int VERSION = 1;
  private static final int GOES_ON = 0;
  private static final int ENDS_COMMAND = 1;

  private final EntityModels models;
  private final Schemas schemas;

  public RecordedCodec(EntityModels models, Schemas schemas) {
    this.models = models;
    this.schemas = schemas;
  }

  public byte[] encode(Recorded recorded) {
    WireWriter writer = new WireWriter().writeByte(VERSION);
    CommandEnd end = recorded.command();
    writer.writeByte(end == null ? GOES_ON : ENDS_COMMAND);
    writer.writeLong(recorded.fingerprint()).writeTime(recorded.eventTime());
    if (end != null) {
      writer
          .writeText(end.commandId())
          .writeLong(end.digest())
          .writeUnsigned(end.events())
          .writeBytes(end.reply());
    }
    return writer.writeRest(recorded.avro()).toBytes();
  }

  /**
   * @throws CodecException if the bytes are broken, or no loaded module defines the event, or its
   *     schema is unknown or cannot be read as today's
   */
  public Recorded decode(String stream, byte[] bytes) {
    WireReader reader = new WireReader(bytes);
    int version = reader.readByte();
    if (version != VERSION) {
      throw new CodecException(
          "Event of %s is in version %d of the journal's format, but this node reads only version %d; run a newer node"
              .formatted(stream, version, VERSION),
          null);
    }
    boolean ends = reader.readByte() == ENDS_COMMAND;
    long fingerprint = reader.readLong();
    Instant time = reader.readTime();
    CommandEnd end = ends ? end(reader) : null;
    byte[] avro = reader.readRest();
    return new Recorded(
        stream, fingerprint, avro, event(stream, fingerprint, avro), time, end, null);
  }

  private static @Nullable CommandEnd end(WireReader reader) {
    return new CommandEnd(
        reader.readText(), reader.readLong(), reader.readCount(), reader.readBytes());
  }

  private Object event(String stream, long fingerprint, byte[] avro) {
    EventModel<?> model =
        models
            .event(stream)
            .orElseThrow(() ->
                new CodecException(
                    "No loaded module defines the event %s; load the module that recorded it"
                        .formatted(stream),
                    null));
    AvroCodec<?> codec = model.avro();
    Schema writer = fingerprint == codec.fingerprint() ? codec.schema() : schemas.find(fingerprint);
    return model.decode(avro, writer);
  }
}
