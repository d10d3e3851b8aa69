package io.sillok.node.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Asks for all that a description says of the node itself. */
record NodeCalls(DescribedNode node) {

  void all() {
    for (String operation : List.of("modules", "cluster", "live", "ready", "openapi", "asyncapi")) {
      node.call(operation).answers(200);
    }
    assertThat(node.call("metrics").answers(200).asText()).contains("sillok_store_healthy");
    node.call("leaveCluster").with("member", "127.0.0.1:1").answers(404);
    node.call("downMember").with("member", "127.0.0.1:1").answers(404);
    String self = node.call("cluster").answers(200).path("self").asText();
    node.call("downMember").with("member", self).answers(409);
    backUp();
  }

  private void backUp() {
    node.call("lastBackup").answers(200);
    node.call("beginBackup").body("{\"directory\":\"../elsewhere\"}").answers(400);
    node.call("beginBackup").example().answers(202);
    JsonNode last = node.call("lastBackup").answers(200);
    assertThat(last.path("directory").asText()).endsWith("monday");
    node.call("beginBackup").example().answers(409);
  }
}
