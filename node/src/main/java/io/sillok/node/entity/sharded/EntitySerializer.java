package io.sillok.node.entity.sharded;

import io.sillok.node.entity.journaled.EntityState;
import io.sillok.node.entity.journaled.Recorded;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Events, snapshots and messages of entities as bytes. An event's manifest is its stream, such as
 * {@code cart.item-added}, the only manifests with a dot.
 */
public final class EntitySerializer extends SerializerWithStringManifest {

  /** Kept with every event: never changes. */
  public static final int IDENTIFIER = 7_301;

  private static final String STATE = "state";

  private final ActorSystem<?> system;

  public EntitySerializer(ExtendedActorSystem system) {
    this.system = Adapter.toTyped(system);
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object value) {
    return switch (value) {
      case Recorded recorded -> recorded.stream();
      case EntityState state -> STATE;
      default -> MessageCodec.manifest(value);
    };
  }

  @Override
  public byte[] toBinary(Object value) {
    EntityRuntime runtime = EntityRuntime.get(system);
    return switch (value) {
      case Recorded recorded -> runtime.events().encode(recorded);
      case EntityState state -> runtime.states().encode(state);
      default -> runtime.messages().encode(value);
    };
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    EntityRuntime runtime = EntityRuntime.get(system);
    if (manifest.indexOf('.') >= 0) {
      return runtime.events().decode(manifest, bytes);
    }
    return manifest.equals(STATE)
        ? runtime.states().decode(bytes)
        : runtime.messages().decode(manifest, bytes);
  }
}
