package io.sillok.node.cluster;

import io.sillok.persistence.Cause;
import io.sillok.persistence.LogStore.Backup;
import io.sillok.persistence.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Backups of this node's store: one at a time, each a new directory in the one that is configured,
 * so that whoever may send a request may not write anywhere else.
 */
public final class Backups {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Optional<Path> parent;
  private final Function<Path, CompletionStage<Backup>> store;
  private final InstantSource clock;
  private State state = new State.None();

  /**
   * @param parent where backups go; nothing if nobody may ask for any
   * @param store backs itself up into a new directory
   */
  public Backups(
      Optional<Path> parent, Function<Path, CompletionStage<Backup>> store, InstantSource clock) {
    this.parent = parent;
    this.store = store;
    this.clock = clock;
  }

  /** How the last backup stands. */
  public sealed interface State {
    /** There was none since the node's start. */
    record None() implements State {}

    record Running(Path directory, Instant startedAt) implements State {}

    record Done(Path directory, Instant startedAt, Instant endedAt, long bytes) implements State {}

    record Failed(Path directory, Instant startedAt, Instant endedAt, String code, String message)
        implements State {}
  }

  /** What becomes of a request for a backup. */
  public sealed interface Answer {
    record Begun(State.Running backup) implements Answer {}

    /** Nothing was begun. */
    record Refused(Reason reason, String message) implements Answer {}
  }

  /** Why none was begun. */
  public enum Reason {
    NOT_CONFIGURED,
    INVALID_NAME,
    RUNNING,
    EXISTS
  }

  public synchronized State last() {
    return state;
  }

  /** Begins a backup into the directory {@code name}, and does not wait for it. */
  public synchronized Answer begin(String name) {
    if (parent.isEmpty()) {
      return new Answer.Refused(
          Reason.NOT_CONFIGURED,
          "This node has no place for backups; start it with --backups DIR, or set"
              + " sillok.node.backup-directory");
    }
    if (!NAME.matcher(name).matches()) {
      return new Answer.Refused(
          Reason.INVALID_NAME,
          "A backup's name has 1 to 100 letters, digits, dots, hyphens and underscores, and begins with a"
              + " letter or digit");
    }
    Path target = parent.get().resolve(name);
    if (state instanceof State.Running running) {
      return new Answer.Refused(
          Reason.RUNNING,
          "The backup %s is being made since %s; wait for its end"
              .formatted(running.directory(), running.startedAt()));
    }
    if (Files.exists(target)) {
      return new Answer.Refused(
          Reason.EXISTS, "%s exists already; choose a new name".formatted(target));
    }
    return new Answer.Begun(begin(target));
  }

  private State.Running begin(Path target) {
    State.Running running = new State.Running(target, clock.instant());
    state = running;
    store
        .apply(target)
        .whenComplete((backup, failure) ->
            ended(
                failure == null
                    ? new State.Done(target, running.startedAt(), clock.instant(), backup.bytes())
                    : failed(running, failure)));
    return running;
  }

  private State.Failed failed(State.Running running, Throwable failure) {
    Throwable cause = Cause.of(failure);
    return new State.Failed(
        running.directory(),
        running.startedAt(),
        clock.instant(),
        cause instanceof StoreException known ? known.code() : "backup-failed",
        String.valueOf(cause.getMessage()));
  }

  private synchronized void ended(State end) {
    state = end;
  }
}
