package io.sillok.node.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cluster.Backups;
import io.sillok.node.cluster.Backups.Answer;
import io.sillok.node.cluster.Backups.State;
import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Backups of this node's store: begin one, and see how the last one stands. */
final class BackupRoutes {

  private static final String FIELD = "directory";

  private final Backups backups;
  private final BodyReader bodies;

  BackupRoutes(Backups backups, BodyReader bodies) {
    this.backups = backups;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/cluster/backup", this::begin), Route.get("/v1/cluster/backup", this::last));
  }

  private CompletionStage<HttpResponse> begin(Request request) {
    RequestHeaders.requireSameOrigin(request);
    RequestHeaders.requireJson(request);
    return bodies
        .read(request.http())
        .thenApply(body ->
            switch (backups.begin(nameIn(body))) {
              case Answer.Begun(State.Running running) -> response(202, running);
              case Answer.Refused refused -> Response.problem(problem(refused), request.path());
            });
  }

  private CompletionStage<HttpResponse> last(Request request) {
    return Response.now(response(200, backups.last()));
  }

  private static String nameIn(byte[] body) {
    try {
      JsonNode json = JsonBody.MAPPER.readTree(body);
      if (json != null && json.size() == 1 && json.path(FIELD).isTextual()) {
        return json.path(FIELD).textValue();
      }
    } catch (IOException malformed) {
      // told below, like any other body that is not what it should be
    }
    throw Problem.of(
            400,
            "invalid-backup",
            "The backup cannot be made as asked",
            "The body must be {\"directory\": NAME}, the name of a new directory among the backups")
        .asRefusal();
  }

  private static Problem problem(Answer.Refused refused) {
    String title = "The backup cannot be made as asked";
    return switch (refused.reason()) {
      case NOT_CONFIGURED -> Problem.of(403, "backup-not-configured", title, refused.message());
      case INVALID_NAME -> Problem.of(400, "invalid-backup", title, refused.message());
      case RUNNING -> Problem.of(409, "backup-running", title, refused.message());
      case EXISTS -> Problem.of(409, "backup-exists", title, refused.message());
    };
  }

  private static HttpResponse response(int status, State state) {
    JsonBody body = json -> write(json, state);
    return Response.of(status, ContentTypes.APPLICATION_JSON, body.bytes(), Response.NO_STORE);
  }

  private static void write(JsonGenerator json, State state) throws IOException {
    json.writeStartObject();
    switch (state) {
      case State.None none -> json.writeStringField("state", "none");
      case State.Running(Path directory, Instant startedAt) ->
          write(json, "running", directory, startedAt);
      case State.Done done -> {
        write(json, "done", done.directory(), done.startedAt());
        json.writeStringField("endedAt", done.endedAt().toString());
        json.writeNumberField("bytes", done.bytes());
      }
      case State.Failed failed -> {
        write(json, "failed", failed.directory(), failed.startedAt());
        json.writeStringField("endedAt", failed.endedAt().toString());
        json.writeStringField("code", failed.code());
        json.writeStringField("message", failed.message());
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String state, Path directory, Instant startedAt)
      throws IOException {
    json.writeStringField("state", state);
    json.writeStringField(FIELD, directory.toString());
    json.writeStringField("startedAt", startedAt.toString());
  }
}
