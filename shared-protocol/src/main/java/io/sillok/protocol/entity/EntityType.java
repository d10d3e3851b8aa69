package io.sillok.protocol.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of keyed thing with commands: its name, its records and its rules.
 *
 * @param name in kebab case, such as {@code cart}; part of every stored id, so it never changes
 * @param command the sealed interface of its command records; a command's name is its record's in
 *     kebab case, or its {@code @JsonTypeName}
 * @param event the sealed interface of its event records, named likewise; stored, so names never
 *     change
 * @param state the record, or sealed interface of records, that the events fold to
 * @param snapshotEvery a snapshot is taken each so many events, from 1
 * @param rememberedCommands so many last command ids are known to each entity, from 0; a retry of
 *     one of them returns its first reply and records nothing
 * @param upcasters how events of earlier versions are read that the present records cannot hold
 */
public record EntityType<C, E, S>(
    String name,
    Class<C> command,
    Class<E> event,
    Class<S> state,
    Decider<C, E, S> decider,
    int snapshotEvery,
    int rememberedCommands,
    List<Upcaster<?, ?>> upcasters) {

  private static final int SNAPSHOT_EVERY = 100;
  private static final int REMEMBERED_COMMANDS = 100;

  public EntityType {
    upcasters = List.copyOf(upcasters);
    if (snapshotEvery < 1) {
      throw new IllegalArgumentException(
          "snapshotEvery of entity type %s must be at least 1, but is %d"
              .formatted(name, snapshotEvery));
    }
    if (rememberedCommands < 0) {
      throw new IllegalArgumentException(
          "rememberedCommands of entity type %s must be at least 0, but is %d"
              .formatted(name, rememberedCommands));
    }
  }

  /** An entity type with a snapshot each 100 events and 100 remembered commands. */
  public static <C, E, S> EntityType<C, E, S> of(
      String name, Class<C> command, Class<E> event, Class<S> state, Decider<C, E, S> decider) {
    return new EntityType<>(
        name, command, event, state, decider, SNAPSHOT_EVERY, REMEMBERED_COMMANDS, List.of());
  }

  /** The same with a snapshot each {@code events} events, from 1. */
  public EntityType<C, E, S> snapshotEvery(int events) {
    return new EntityType<>(
        name, command, event, state, decider, events, rememberedCommands, upcasters);
  }

  /** The same with so many remembered commands an entity, from 0. */
  public EntityType<C, E, S> rememberedCommands(int commands) {
    return new EntityType<>(
        name, command, event, state, decider, snapshotEvery, commands, upcasters);
  }

  /**
   * The same, reading events of an earlier version as {@code from} and making them {@code to}. Of
   * several that fit, the first is taken.
   */
  public <O, N extends E> EntityType<C, E, S> upcasting(
      Class<O> from, Class<N> to, Function<O, N> upcast) {
    List<Upcaster<?, ?>> more = new ArrayList<>(upcasters);
    more.add(new Upcaster<>(from, to, upcast));
    return new EntityType<>(
        name, command, event, state, decider, snapshotEvery, rememberedCommands, more);
  }
}
