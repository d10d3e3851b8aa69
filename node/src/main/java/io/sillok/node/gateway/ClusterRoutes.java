package io.sillok.node.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sillok.node.cluster.ClusterState;
import io.sillok.node.cluster.ClusterView;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.gateway.metrics.GatewayMetrics;
import io.sillok.persistence.LogStore.StoreHealth;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The cluster and its modules. */
final class ClusterRoutes {

  private final EntityModels models;
  private final ClusterView cluster;
  private final GatewayMetrics metrics;

  ClusterRoutes(EntityModels models, ClusterView cluster, GatewayMetrics metrics) {
    this.models = models;
    this.cluster = cluster;
    this.metrics = metrics;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/cluster", this::cluster),
        Route.post("/v1/cluster/members/{member}/leave", this::leave),
        Route.post("/v1/cluster/members/{member}/down", this::down),
        Route.get("/v1/modules", this::modules));
  }

  private CompletionStage<HttpResponse> leave(Request request) {
    RequestHeaders.requireSameOrigin(request);
    String member = request.segment("member");
    if (cluster.isUnreachable(member)) {
      throw Problem.of(
              409,
              "member-unreachable",
              "The node does not answer",
              "%s does not answer other nodes, so it can hand over nothing; have it taken for down instead (sillok cluster down)"
                  .formatted(member))
          .asRefusal();
    }
    if (!cluster.leave(member)) {
      throw unknown(member).asRefusal();
    }
    return Response.now(begun(member, "leaving"));
  }

  /** One that answers would go on for a while beside those who take over. */
  private CompletionStage<HttpResponse> down(Request request) {
    RequestHeaders.requireSameOrigin(request);
    String member = request.segment("member");
    if (cluster.isReachable(member)) {
      throw Problem.of(
              409,
              "member-reachable",
              "The node answers",
              "%s answers other nodes; have it leave instead (sillok cluster drain), or stop it"
                  .formatted(member))
          .asRefusal();
    }
    if (!cluster.down(member)) {
      throw unknown(member).asRefusal();
    }
    return Response.now(begun(member, "down"));
  }

  private static Problem unknown(String member) {
    return Problem.of(
        404,
        "unknown-member",
        "There is no such node",
        "No node of the cluster is at '%s'; their addresses, HOST:PORT, are in GET /v1/cluster (sillok cluster)"
            .formatted(member));
  }

  private static HttpResponse begun(String member, String becomes) {
    JsonBody body =
        json -> {
          json.writeStartObject();
          json.writeStringField("address", member);
          json.writeStringField("becomes", becomes);
          json.writeEndObject();
        };
    return Response.of(202, ContentTypes.APPLICATION_JSON, body.bytes(), Response.NO_STORE);
  }

  private CompletionStage<HttpResponse> cluster(Request request) {
    return cluster
        .state()
        .thenApply(state -> Response.json(json -> write(json, state), Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> modules(Request request) {
    return Response.now(Response.json(ModuleJson.modules(models.modules()), Response.NO_STORE));
  }

  private void write(JsonGenerator json, ClusterState state) throws IOException {
    json.writeStartObject();
    json.writeStringField("version", state.version());
    json.writeStringField("self", state.self());
    json.writeNumberField("uptimeSeconds", state.uptime().toSeconds());
    writeMembers(json, state.members());
    json.writeArrayFieldStart("strangers");
    for (String stranger : state.strangers()) {
      json.writeString(stranger);
    }
    json.writeEndArray();
    writeStore(json, state);
    json.writeNumberField("partitions", state.partitions());
    writeMoves(json, state.moves());
    writeLogs(json, state.logs());
    json.writeObjectFieldStart("rates");
    json.writeNumberField("commandsPerSecond", metrics.commandsPerSecond());
    json.writeNumberField("eventsPerSecond", metrics.eventsPerSecond());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeMembers(JsonGenerator json, List<ClusterState.Member> members)
      throws IOException {
    json.writeArrayFieldStart("members");
    for (ClusterState.Member member : members) {
      json.writeStartObject();
      json.writeStringField("address", member.address());
      json.writeStringField("status", member.status());
      json.writeArrayFieldStart("roles");
      for (String role : member.roles()) {
        json.writeString(role);
      }
      json.writeEndArray();
      json.writeStringField("appVersion", member.appVersion());
      json.writeBooleanField("reachable", member.reachable());
      json.writeArrayFieldStart("partitions");
      for (int partition : member.partitions()) {
        json.writeNumber(partition);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeMoves(JsonGenerator json, List<ClusterState.Move> moves)
      throws IOException {
    json.writeArrayFieldStart("moves");
    for (ClusterState.Move move : moves) {
      json.writeStartObject();
      json.writeNumberField("partition", move.partition());
      if (move.from().isPresent()) {
        json.writeStringField("from", move.from().get());
      }
      if (move.to().isPresent()) {
        json.writeStringField("to", move.to().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeStore(JsonGenerator json, ClusterState state) throws IOException {
    json.writeObjectFieldStart("store");
    json.writeStringField("kind", state.store().kind());
    json.writeStringField("location", state.store().location());
    json.writeNumberField("bytes", state.store().bytes());
    switch (state.health()) {
      case StoreHealth.Healthy healthy -> {
        json.writeStringField("health", "healthy");
        json.writeNullField("reason");
      }
      case StoreHealth.Failed(String reason) -> {
        json.writeStringField("health", "failed");
        json.writeStringField("reason", reason);
      }
    }
    json.writeEndObject();
  }

  private static void writeLogs(JsonGenerator json, List<ClusterState.Log> logs)
      throws IOException {
    json.writeArrayFieldStart("logs");
    for (ClusterState.Log log : logs) {
      json.writeStartObject();
      json.writeStringField("log", log.log());
      json.writeNumberField("partition", log.partition());
      json.writeStringField("owner", log.owner().orElse(null));
      json.writeNumberField("nextOffset", log.nextOffset());
      json.writeNumberField("epoch", log.epoch());
      json.writeNumberField("indexLag", log.indexLag());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
