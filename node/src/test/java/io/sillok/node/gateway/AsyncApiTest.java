package io.sillok.node.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsyncApiTest {

  @Test
  void each_stream_is_a_channel_whose_references_lead_somewhere() {
    try (GatewayFixture gateway = new GatewayFixture()) {
      JsonNode document = gateway.get("/asyncapi.json").json();

      assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
      JsonNode channel = document.path("channels").path("annal.appended");
      assertThat(channel.path("address").asText()).isEqualTo("/v1/streams/annal.appended/events");
      JsonNode payload = channel.at("/messages/appended/payload");
      assertThat(payload.path("required").toString()).contains("position", "data");
      assertThat(gateway.get(channel.path("address").asText()).status()).isEqualTo(200);
      List<String> references = new ArrayList<>();
      document.findValues("$ref").forEach(reference -> references.add(reference.asText()));
      assertThat(references)
          .isNotEmpty()
          .allSatisfy(reference ->
              assertThat(document.at(reference.substring(1)).isMissingNode())
                  .as(reference)
                  .isFalse());
    }
  }
}
