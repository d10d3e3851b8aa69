package io.sillok.node.downstream.compiled;

import io.sillok.node.downstream.effect.WebhookSecret;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.stream.filter.EventFilter;
import io.sillok.node.stream.filter.InvalidFilterException;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.node.window.definition.declared.DeclaredDownstream.OfCommands;
import io.sillok.node.window.definition.declared.DeclaredDownstream.OfWebhook;
import io.sillok.node.window.definition.declared.DownstreamRules;
import io.sillok.node.window.definition.declared.ProjectionFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * Finds what is wrong with declared downstreams, given the entity types and secrets that there are.
 */
public final class DownstreamCheck implements DownstreamRules {

  private static final Set<String> VALUES = Set.of("data.values");
  private static final String WITH_VALUES = "has(data.values)";
  private static final String OR_RETRACTED = "(has(data.values) || data.kind == 'RETRACT')";
  private static final Pattern ASKS_FOR_RETRACTED =
      Pattern.compile(
          "==\\s*(['\"])RETRACT\\1|(['\"])RETRACT\\2\\s*==|\\bin\\s*\\[[^\\]]*(['\"])RETRACT\\3");

  private final EntityModels models;
  private final Map<String, WebhookSecret> secrets;

  /**
   * @param secrets of webhooks, by name
   */
  public DownstreamCheck(EntityModels models, Map<String, WebhookSecret> secrets) {
    this.models = models;
    this.secrets = Map.copyOf(secrets);
  }

  /** Which results a downstream takes, in CEL; empty: all. */
  public static Optional<String> filter(DeclaredDownstream downstream) {
    return switch (downstream.target()) {
      case OfCommands commands ->
          Optional.of(
              downstream
                  .when()
                  .map(when ->
                      "%s && (%s)"
                          .formatted(
                              asksForRetracted(downstream) ? OR_RETRACTED : WITH_VALUES, when))
                  .orElse(WITH_VALUES));
      case OfWebhook webhook -> downstream.when();
    };
  }

  /**
   * Commands are made of results that have values; and of those that are taken back, which have
   * none, if they are asked for.
   */
  static Set<String> present(DeclaredDownstream downstream) {
    return downstream.target() instanceof OfCommands && !asksForRetracted(downstream)
        ? VALUES
        : Set.of();
  }

  private static boolean asksForRetracted(DeclaredDownstream downstream) {
    return downstream.when().filter(when -> ASKS_FOR_RETRACTED.matcher(when).find()).isPresent();
  }

  @Override
  public List<ProjectionFault> faults(List<DeclaredDownstream> downstream, Schema results) {
    List<ProjectionFault> faults = new ArrayList<>();
    for (int index = 0; index < downstream.size(); index++) {
      check(downstream.get(index), "/downstream/" + index, results, faults);
    }
    return faults;
  }

  private void check(
      DeclaredDownstream downstream, String pointer, Schema results, List<ProjectionFault> faults) {
    downstream.when().ifPresent(when -> checkCondition(downstream, when, pointer, results, faults));
    switch (downstream.target()) {
      case OfCommands commands ->
          new TemplateCheck(models, pointer, results, present(downstream), faults)
              .template(commands);
      case OfWebhook(var url, var secret) -> {
        if (!secrets.containsKey(secret)) {
          faults.add(
              new ProjectionFault(
                  "unknown-secret",
                  pointer + "/secret",
                  "is no secret of this node; set sillok.node.webhooks.secrets.%s in the configuration of all nodes, to what this makes: echo whsec_$(openssl rand -base64 32)"
                      .formatted(secret)));
        }
      }
    }
  }

  private static void checkCondition(
      DeclaredDownstream downstream,
      String when,
      String pointer,
      Schema results,
      List<ProjectionFault> faults) {
    try {
      EventFilter.compile(when, results, present(downstream));
    } catch (InvalidFilterException invalid) {
      faults.add(
          new ProjectionFault(
              "invalid-filter",
              pointer + "/when",
              "must be a condition in CEL on results: " + invalid.getMessage()));
    }
  }
}
