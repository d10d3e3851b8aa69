package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a cart must be after its events, told a second time and independently of the storefront.
 *
 * @param sequenceNumber of the last event
 * @param quantities by product
 */
record CartModel(long sequenceNumber, Map<String, Integer> quantities) {

  static CartModel of(List<JsonNode> events) {
    Map<String, Integer> quantities = new LinkedHashMap<>();
    for (JsonNode event : events) {
      String product = event.at("/data/productId").asText();
      int quantity = event.at("/data/quantity").asInt();
      switch (event.path("event").asText()) {
        case "item-added" -> quantities.merge(product, quantity, Integer::sum);
        case "quantity-changed" -> quantities.put(product, quantity);
        case "item-removed" -> quantities.remove(product);
        default -> throw new AssertionError("Unexpected event " + event);
      }
    }
    return new CartModel(events.size(), quantities);
  }

  /** Fails unless {@code answer} tells exactly this cart; one without events must not be there. */
  void check(Answer answer) {
    if (sequenceNumber == 0) {
      assertThat(answer.code()).isEqualTo("entity-not-found");
      return;
    }
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.body().path("sequenceNumber").asLong()).isEqualTo(sequenceNumber);
    Map<String, Integer> stored = new LinkedHashMap<>();
    for (JsonNode line : answer.body().at("/state/lines")) {
      stored.put(line.path("productId").asText(), line.path("quantity").asInt());
    }
    assertThat(stored).isEqualTo(quantities);
  }
}
