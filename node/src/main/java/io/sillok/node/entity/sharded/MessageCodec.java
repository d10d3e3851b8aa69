package io.sillok.node.entity.sharded;

import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.journaled.CommandDigest;
import io.sillok.node.entity.journaled.Order;
import io.sillok.node.entity.journaled.WireReader;
import io.sillok.node.entity.journaled.WireWriter;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.EntityModel.CommandModel;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/** Messages between nodes as bytes; a command travels as its name and its JSON. */
final class MessageCodec {

  private static final String EXECUTE = "execute";
  private static final String GET_STATE = "get-state";
  private static final String PROBE = "probe";
  private static final String ADVANCE = "advance";
  private static final String STOP = "stop";
  private static final String ANSWER = "answer";

  private final ActorRefResolver resolver;
  private final EntityModels models;

  MessageCodec(ActorSystem<?> system, EntityModels models) {
    this.resolver = ActorRefResolver.get(system);
    this.models = models;
  }

  static String manifest(Object value) {
    return switch (value) {
      case EntityMessage.Execute message -> EXECUTE;
      case EntityMessage.Unread message -> EXECUTE;
      case EntityMessage.GetState message -> GET_STATE;
      case EntityMessage.Probe message -> PROBE;
      case EntityMessage.Advance message -> ADVANCE;
      case EntityMessage.Stop message -> STOP;
      case EntityAnswer answer -> ANSWER;
      default -> throw unknown(value.getClass().getName());
    };
  }

  byte[] encode(Object value) {
    if (value instanceof EntityMessage.Unread unread) {
      return unread.bytes();
    }
    WireWriter writer = new WireWriter();
    switch (value) {
      case EntityAnswer answer -> AnswerCodec.write(writer, answer);
      case EntityMessage.Execute(var order, var replyTo) -> {
        writer.writeText(address(replyTo));
        write(writer, order);
      }
      case EntityMessage.Advance(var type, var time, var replyTo) ->
          writer.writeText(address(replyTo)).writeText(type).writeTime(time);
      case EntityMessage.Asked asked -> writer.writeText(address(asked.replyTo()));
      case EntityMessage.Stop stop -> {}
      default -> throw unknown(value.getClass().getName());
    }
    return writer.toBytes();
  }

  Object decode(String manifest, byte[] bytes) {
    WireReader reader = new WireReader(bytes);
    return switch (manifest) {
      case EXECUTE -> execute(reader, bytes);
      case GET_STATE -> new EntityMessage.GetState(replyTo(reader));
      case PROBE -> new EntityMessage.Probe(replyTo(reader));
      case ADVANCE -> {
        ActorRef<EntityAnswer> replyTo = replyTo(reader);
        yield new EntityMessage.Advance(reader.readText(), reader.readTime(), replyTo);
      }
      case STOP -> new EntityMessage.Stop();
      case ANSWER -> AnswerCodec.read(reader);
      default -> throw unknown(manifest);
    };
  }

  /** Whoever asks hears why it cannot be read, as nobody would if it were dropped here. */
  private EntityMessage execute(WireReader reader, byte[] bytes) {
    ActorRef<EntityAnswer> replyTo = replyTo(reader);
    try {
      return new EntityMessage.Execute(order(reader), replyTo);
    } catch (CodecException e) {
      return new EntityMessage.Unread(bytes, String.valueOf(e.getMessage()), replyTo);
    }
  }

  private void write(WireWriter writer, Order order) {
    EntityModel<?, ?, ?> model = model(order.type());
    String name = model.nameOf(order.command());
    String commandId = order.commandId();
    writer
        .writeText(order.type())
        .writeText(name)
        .writeBytes(CommandDigest.json(model, name, order.command()))
        .writeByte(commandId == null ? 0 : 1)
        .writeText(commandId == null ? "" : commandId)
        .writeLong(order.digest())
        .writeLong(order.expectedSequenceNumber())
        .writeTime(order.time());
  }

  private Order order(WireReader reader) {
    String type = reader.readText();
    String name = reader.readText();
    CommandModel<?> command = model(type).commands().get(name);
    if (command == null) {
      throw unknown("command %s of %s".formatted(name, type));
    }
    Object decoded = command.json().decode(reader.readBytes());
    boolean hasId = reader.readByte() == 1;
    String text = reader.readText();
    @Nullable String commandId = hasId ? text : null;
    long digest = reader.readLong();
    long expected = reader.readLong();
    Instant time = reader.readTime();
    return new Order(type, decoded, commandId, digest, expected, time);
  }

  private String address(ActorRef<EntityAnswer> replyTo) {
    return resolver.toSerializationFormat(replyTo);
  }

  private ActorRef<EntityAnswer> replyTo(WireReader reader) {
    return resolver.resolveActorRef(reader.readText());
  }

  private EntityModel<?, ?, ?> model(String type) {
    return models.find(type).orElseThrow(() -> unknown("entity type " + type));
  }

  private static CodecException unknown(String what) {
    return new CodecException("This node does not know %s".formatted(what), null);
  }
}
