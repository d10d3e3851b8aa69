package io.sillok.protocol.projection;

import io.sillok.protocol.entity.EntityType;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done with each result of a projection, beside that it stands in a stream. A result that
 * cannot be handed over is tried again, later and later, and parked after so many attempts, with
 * the reason; results of other keys go on meanwhile.
 *
 * @param name in kebab case, unique to the projection; up to 40 characters. How far it has come is
 *     kept by it
 * @param attempts so often a result is tried before it is parked, from 1 to 100
 * @param <R> what is told of a window
 */
public record Downstream<R>(String name, Target<R> target, int attempts) {

  /** So often a result is tried if nothing else is said. */
  public static final int USUAL_ATTEMPTS = 10;

  /** More attempts are refused. */
  public static final int MOST_ATTEMPTS = 100;

  public Downstream {
    requireGiven("name", name);
    requireGiven("target of downstream " + name, target);
    if (attempts < 1 || attempts > MOST_ATTEMPTS) {
      throw new IllegalArgumentException(
          "attempts of downstream %s must be from 1 to %d, but is %d"
              .formatted(name, MOST_ATTEMPTS, attempts));
    }
  }

  private static void requireGiven(String part, @Nullable Object given) {
    if (given == null) {
      throw new IllegalArgumentException("%s must be given, but is null".formatted(part));
    }
  }

  /** Where results go. */
  public sealed interface Target<R> {}

  /**
   * To entities, as commands. Each takes effect once, for the command's id is the result's.
   *
   * @param command a pure function; empty for results that nothing follows from
   */
  public record Commands<R, C>(
      EntityType<C, ?, ?> type, Function<ProjectionResult<R>, Optional<EntityCommand<C>>> command)
      implements Target<R> {
    public Commands {
      requireGiven("entity type of a downstream", type);
      requireGiven("command of a downstream", command);
    }
  }

  /**
   * To code of the module.
   *
   * @param made makes the actor of a node
   */
  public record Actor<R>(Supplier<? extends ResultActor<R>> made) implements Target<R> {
    public Actor {
      requireGiven("actor of a downstream", made);
    }
  }

  /**
   * To a URL, as CloudEvents that are posted and signed.
   *
   * @param secret the name of a secret in the nodes' configuration, {@code sillok.node.webhooks}
   */
  public record Webhook<R>(URI url, String secret) implements Target<R> {
    public Webhook {
      requireGiven("URL of a webhook", url);
      requireGiven("secret of a webhook", secret);
    }
  }

  /** Commands to entities of {@code type}. */
  public static <R, C> Downstream<R> commands(
      String name,
      EntityType<C, ?, ?> type,
      Function<ProjectionResult<R>, Optional<EntityCommand<C>>> command) {
    return new Downstream<>(name, new Commands<>(type, command), USUAL_ATTEMPTS);
  }

  /** An actor of the module. */
  public static <R> Downstream<R> actor(String name, Supplier<? extends ResultActor<R>> made) {
    return new Downstream<>(name, new Actor<>(made), USUAL_ATTEMPTS);
  }

  /** A webhook. */
  public static <R> Downstream<R> webhook(String name, URI url, String secret) {
    return new Downstream<>(name, new Webhook<>(url, secret), USUAL_ATTEMPTS);
  }

  /** The same, with results tried so often, from 1 to 100. */
  public Downstream<R> attempts(int most) {
    return new Downstream<>(name, target, most);
  }
}
