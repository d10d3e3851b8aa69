package io.sillok.node.cli.demo.views;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Somebody looked at a product. */
record View(String visitorId, String productId, Instant viewedAt) {

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("visitorId", visitorId)
        .put("productId", productId)
        .put("viewedAt", viewedAt.toString());
  }
}
