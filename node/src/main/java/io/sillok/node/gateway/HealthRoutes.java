package io.sillok.node.gateway;

import io.sillok.node.cluster.ClusterView;
import io.sillok.node.cluster.Readiness.NotReady;
import io.sillok.node.cluster.Readiness.Ready;
import io.sillok.node.cluster.StartProgress;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.gateway.processor.ProcessorJson;
import io.sillok.node.gateway.projection.ProjectionJson;
import io.sillok.node.gateway.stream.QueueJson;
import io.sillok.node.processor.Processors;
import io.sillok.node.stream.consumer.ConsumerTroubles;
import io.sillok.node.stream.consumer.ConsumerTroubles.Trouble;
import io.sillok.node.stream.queue.QueueStanding;
import io.sillok.node.stream.queue.Queues;
import io.sillok.node.window.Projections;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Whether the node lives, and whether it can do its work. */
final class HealthRoutes {

  private static final Route LIVE =
      Route.always("/health/live", request -> Response.now(status("up")));
  private static final String READY = "/health/ready";

  private final ClusterView cluster;
  private final Queues queues;
  private final ConsumerTroubles consumers;
  private final Processors processors;
  private final Projections projections;
  private final InstantSource clock;

  HealthRoutes(
      ClusterView cluster,
      Queues queues,
      ConsumerTroubles consumers,
      Processors processors,
      Projections projections,
      InstantSource clock) {
    this.cluster = cluster;
    this.queues = queues;
    this.consumers = consumers;
    this.processors = processors;
    this.projections = projections;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(LIVE, Route.always(READY, this::ready));
  }

  /** Those of a node that starts. */
  static List<Route> early(StartProgress progress) {
    return List.of(
        LIVE,
        Route.always(
            READY,
            request ->
                Response.now(
                    Response.problem(Outages.starting(progress.inWords()), request.path()))));
  }

  private CompletionStage<HttpResponse> ready(Request request) {
    if (request.stopping()) {
      throw Problems.stopping().asRefusal();
    }
    return cluster
        .readiness()
        .thenCompose(readiness ->
            switch (readiness) {
              case Ready ready -> queues.overview().thenCombine(consumers.now(), this::ready);
              case NotReady(String code, String message) ->
                  Response.now(Response.problem(Outages.notReady(code, message), request.path()));
            });
  }

  /**
   * Queues with events that nobody has acknowledged show how long these have been waiting, and
   * those that stand still, why, as consumers do; processors and projections of which partitions on
   * this node do not go on, and why.
   */
  private HttpResponse ready(List<QueueStanding> standings, List<Trouble> troubles) {
    Instant now = clock.instant();
    return Response.json(
        json -> {
          json.writeStartObject();
          json.writeStringField("status", "ready");
          json.writeArrayFieldStart("queues");
          for (QueueStanding standing : standings) {
            if (standing.oldestUnacked().isPresent() || standing.trouble().isPresent()) {
              QueueJson.unacked(standing, now).write(json);
            }
          }
          json.writeEndArray();
          json.writeArrayFieldStart("consumers");
          for (Trouble trouble : troubles) {
            json.writeStartObject();
            json.writeStringField("stream", trouble.id().stream());
            json.writeStringField("consumer", trouble.id().name());
            json.writeStringField("trouble", trouble.reason());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeFieldName("processors");
          ProcessorJson.stalled(processors.progress(), now).write(json);
          json.writeFieldName("projections");
          ProjectionJson.stalled(projections.progress()).write(json);
          json.writeEndObject();
        },
        Response.NO_STORE);
  }

  private static HttpResponse status(String status) {
    return Response.json(
        json -> {
          json.writeStartObject();
          json.writeStringField("status", status);
          json.writeEndObject();
        },
        Response.NO_STORE);
  }
}
