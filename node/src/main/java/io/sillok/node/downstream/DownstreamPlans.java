package io.sillok.node.downstream;

import io.sillok.node.downstream.compiled.DownstreamCheck;
import io.sillok.node.downstream.compiled.DownstreamTemplates;
import io.sillok.node.downstream.effect.ActorEffect;
import io.sillok.node.downstream.effect.CommandEffect;
import io.sillok.node.downstream.effect.CommandEffect.CommandMaker;
import io.sillok.node.downstream.effect.Effect;
import io.sillok.node.downstream.effect.ModuleCommands;
import io.sillok.node.downstream.effect.TypedResults;
import io.sillok.node.downstream.effect.WebhookEffect;
import io.sillok.node.downstream.effect.WebhookEffect.WebhookClient;
import io.sillok.node.downstream.effect.WebhookSecret;
import io.sillok.node.entity.Entities;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.node.window.definition.declared.DeclaredDownstream.OfCommands;
import io.sillok.node.window.definition.declared.DeclaredDownstream.OfWebhook;
import io.sillok.protocol.projection.Downstream;
import io.sillok.protocol.schema.ProjectionModel;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Makes plans of what is declared and of what modules have.
 *
 * @param secrets of webhooks, by name
 * @param dispatcher path in the configuration of what runs modules' code
 * @param executor the same
 */
public record DownstreamPlans(
    ActorSystem<?> system,
    Entities entities,
    DownstreamTemplates templates,
    Map<String, WebhookSecret> secrets,
    WebhookClient webhooks,
    String dispatcher,
    Executor executor) {

  /**
   * @param results the schema of the stream of results
   * @throws UnfitDownstreamException if it cannot run
   */
  DownstreamPlan of(DeclaredDownstream declared, Schema results) {
    Supplier<Effect> effect =
        switch (declared.target()) {
          case OfCommands commands -> {
            CommandMaker maker = template(declared, results);
            yield () -> new CommandEffect(declared.name(), entities, maker, executor);
          }
          case OfWebhook(var url, var secret) -> webhook(url, secret);
        };
    return new DownstreamPlan(
        declared.name(),
        declared.toString(),
        DownstreamCheck.filter(declared),
        declared.attempts(),
        effect);
  }

  private CommandMaker template(DeclaredDownstream declared, Schema results) {
    return templates
        .compile(declared, results)
        .orElseThrow(() ->
            new UnfitDownstreamException(
                "It does not fit any more: " + templates.misfit(declared, results)));
  }

  private Supplier<Effect> webhook(URI url, String name) {
    WebhookSecret secret = secrets.get(name);
    if (secret == null) {
      throw new UnfitDownstreamException(
          "There is no secret %s on this node; set sillok.node.webhooks.secrets.%s as on the others"
              .formatted(name, name));
    }
    return () -> new WebhookEffect(url, secret, webhooks, InstantSource.system());
  }

  /** Those of a module's projection. */
  <R> List<DownstreamPlan> of(ProjectionModel<?, R> model) {
    TypedResults<R> results = new TypedResults<>(model.json());
    List<DownstreamPlan> plans = new ArrayList<>();
    for (Downstream<R> downstream : model.type().downstream()) {
      plans.add(
          new DownstreamPlan(
              downstream.name(),
              downstream.toString(),
              Optional.empty(),
              downstream.attempts(),
              effect(downstream, results)));
    }
    return plans;
  }

  private <R> Supplier<Effect> effect(Downstream<R> downstream, TypedResults<R> results) {
    return switch (downstream.target()) {
      case Downstream.Commands<R, ?> commands ->
          () ->
              new CommandEffect(
                  downstream.name(), entities, new ModuleCommands<>(commands, results), executor);
      case Downstream.Actor<R>(var made) ->
          () -> new ActorEffect<>(system, dispatcher, made.get(), results);
      case Downstream.Webhook<R>(var url, var secret) -> webhook(url, secret);
    };
  }
}
