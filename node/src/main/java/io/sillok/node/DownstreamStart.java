package io.sillok.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.sillok.node.downstream.DownstreamKeeper;
import io.sillok.node.downstream.DownstreamPlans;
import io.sillok.node.downstream.compiled.DownstreamCheck;
import io.sillok.node.downstream.compiled.DownstreamTemplates;
import io.sillok.node.downstream.effect.WebhookEffect.WebhookClient;
import io.sillok.node.downstream.effect.WebhookSecret;
import io.sillok.node.entity.Entities;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.LoadedModule;
import io.sillok.node.gateway.stream.StreamServices;
import io.sillok.node.window.Projections;
import io.sillok.protocol.projection.Downstream;
import io.sillok.protocol.projection.Downstream.Commands;
import io.sillok.protocol.projection.Downstream.Webhook;
import io.sillok.protocol.schema.ProjectionModel;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;

/** Starts what a node does with the results of projections. */
final class DownstreamStart {

  private static final String NODE = "sillok.node";
  private static final String DISPATCHER = NODE + ".downstream-dispatcher";

  private final ActorSystem<?> system;
  private final EntityModels models;
  private final Config webhooks;
  private final Map<String, WebhookSecret> secrets = new HashMap<>();

  /**
   * @throws StartException {@code webhook-secret} or {@code projection-downstream} if something of
   *     it could never run
   */
  DownstreamStart(ActorSystem<?> system, EntityModels models) {
    this.system = system;
    this.models = models;
    webhooks = system.settings().config().getConfig(NODE + ".webhooks");
    webhooks.getObject("secrets").forEach((name, value) -> secrets.put(name, secret(name, value)));
    models.modules().forEach(this::require);
  }

  private static WebhookSecret secret(String name, ConfigValue value) {
    try {
      return WebhookSecret.of(
          value.valueType() == ConfigValueType.STRING ? (String) value.unwrapped() : "");
    } catch (IllegalArgumentException invalid) {
      throw new StartException(
          "webhook-secret",
          "sillok.node.webhooks.secrets.%s %s".formatted(name, invalid.getMessage()),
          null);
    }
  }

  private void require(LoadedModule module) {
    for (ProjectionModel<?, ?> projection : module.projections()) {
      for (Downstream<?> downstream : projection.type().downstream()) {
        String what =
            "Downstream %s of projection %s of module %s"
                .formatted(downstream.name(), projection.type().name(), module.name());
        switch (downstream.target()) {
          case Commands<?, ?> commands -> {
            String type = commands.type().name();
            if (models
                .findOfUsers(type)
                .filter(found -> found.type().command().equals(commands.type().command()))
                .isEmpty()) {
              throw refusal(
                  what,
                  "commands %s, which no loaded module has like that; load the module of that entity type"
                      .formatted(type));
            }
          }
          case Webhook<?> webhook -> {
            if (!secrets.containsKey(webhook.secret())) {
              throw refusal(
                  what,
                  "signs with the secret %s, which is missing; set sillok.node.webhooks.secrets.%s to what this makes: echo whsec_$(openssl rand -base64 32)"
                      .formatted(webhook.secret(), webhook.secret()));
            }
          }
          case Downstream.Actor<?> actor -> {}
        }
      }
    }
  }

  private static StartException refusal(String what, String why) {
    return new StartException("projection-downstream", what + " " + why, null);
  }

  /** Says what is wrong with what is declared over HTTP. */
  DownstreamCheck check() {
    return new DownstreamCheck(models, secrets);
  }

  DownstreamKeeper start(Projections projections, Entities entities, StreamServices streams) {
    return new DownstreamKeeper(
        system,
        projections::served,
        streams.streams(),
        streams.queues(),
        streams.times(),
        new DownstreamPlans(
            system,
            entities,
            new DownstreamTemplates(models),
            secrets,
            WebhookClient.within(webhooks.getDuration("timeout")),
            DISPATCHER,
            system.dispatchers().lookup(DispatcherSelector.fromConfig(DISPATCHER))),
        system.settings().config().getConfig(NODE).getDuration("projections.wake-interval"));
  }
}
