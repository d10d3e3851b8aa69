package io.sillok.node.window.definition.declared;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;

/**
 * What is declared to be done with results.
 *
 * @param name in kebab case, unique to the projection
 * @param when in CEL, over results: which of them; absent: all that {@code target} takes
 * @param attempts so often a result is tried before it is parked
 */
public record DeclaredDownstream(
    String name, Optional<String> when, int attempts, DeclaredTarget target) {

  /** Where results go. */
  public sealed interface DeclaredTarget {}

  /**
   * To entities, as commands. Takes results that have values.
   *
   * @param entity the entity type
   * @param id in CEL: of the entity
   * @param command its name, such as {@code mark-trending}
   * @param body its fields; texts are expressions in CEL
   */
  public record OfCommands(String entity, String id, String command, ObjectNode body)
      implements DeclaredTarget {}

  /**
   * To a URL, as CloudEvents. Takes all results.
   *
   * @param secret the name of one in the configuration, by which they are signed
   */
  public record OfWebhook(URI url, String secret) implements DeclaredTarget {}
}
