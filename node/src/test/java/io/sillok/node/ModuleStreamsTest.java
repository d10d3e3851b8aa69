package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import io.sillok.node.account.AccountModule;
import io.sillok.node.account.VisitModule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that a module declares. */
final class ModuleStreamsTest {

  @TempDir private Path data;

  @Test
  void a_stream_of_a_module_is_there_at_the_start_and_takes_events() throws Exception {
    try (SillokNode node = start("branch-visited")) {
      StreamReader streams = new StreamReader(node);
      JsonNode stream = streams.get("/streams/branch-visited");
      assertThat(stream.path("declaredBy").asText()).isEqualTo("module");
      assertThat(stream.path("module").asText()).isEqualTo("visits");
      assertThat(stream.path("key").asText()).isEqualTo("branch");

      Answer appended =
          streams.post(
              "/streams/branch-visited/events",
              "{\"branch\": \"north\", \"visitedAt\": \"2026-01-31T12:00:00Z\"}");

      assertThat(appended.status()).as(appended.json().toString()).isEqualTo(200);
      JsonNode event = streams.lines("/streams/branch-visited/events").getFirst();
      assertThat(event.path("key").asText()).isEqualTo("north");
      assertThat(event.path("time").asText()).isEqualTo("2026-01-31T12:00:00Z");
      assertThat(streams.get("/modules").at("/modules/1/streams/0").asText())
          .isEqualTo("branch-visited");
    }
  }

  @Test
  void nobody_else_changes_it() throws Exception {
    try (SillokNode node = start("branch-visited")) {
      Answer refused =
          new StreamReader(node)
              .put("/streams/branch-visited", DeclaredStreamsTest.PAGE_VIEWED.formatted(""));
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.json().path("code").asText()).isEqualTo("stream-of-module");
    }
  }

  @Test
  void nobody_retires_it_while_its_module_is_loaded() throws Exception {
    try (SillokNode node = start("branch-visited")) {
      StreamReader streams = new StreamReader(node);
      Answer refused = streams.send("DELETE", "/streams/branch-visited", "");
      assertThat(refused.status()).as(refused.json().toString()).isEqualTo(409);
      assertThat(refused.json().path("code").asText()).isEqualTo("stream-of-module");
      assertThat(streams.get("/streams/branch-visited").path("retired").asBoolean()).isFalse();
    }
    try (SillokNode without = TestNodes.start(data)) {
      Answer retired = new StreamReader(without).send("DELETE", "/streams/branch-visited", "");
      assertThat(retired.status()).as(retired.json().toString()).isEqualTo(204);
    }
  }

  @Test
  void a_stream_that_somebody_else_has_declared_otherwise_stops_the_start() throws Exception {
    try (SillokNode node = TestNodes.start(data)) {
      new StreamReader(node)
          .put("/streams/branch-visited", DeclaredStreamsTest.PAGE_VIEWED.formatted(""));
    }
    StartException refused =
        catchThrowableOfType(StartException.class, () -> start("branch-visited"));
    assertThat(refused.code()).isEqualTo("event-design");
    assertThat(refused).hasMessageContaining("BranchVisited is another event than PageViewed");
  }

  @Test
  void an_entity_type_cannot_have_the_name_of_a_stream() {
    StartException refused = catchThrowableOfType(StartException.class, () -> start("account"));
    assertThat(refused.code()).isEqualTo("stream-of-entity-type");
    assertThat(refused).hasMessageContaining("account");
  }

  private SillokNode start(String stream) {
    return SillokNode.start(
        NodeConfig.at(data).port(0).modules(new AccountModule(), new VisitModule(stream)));
  }
}
