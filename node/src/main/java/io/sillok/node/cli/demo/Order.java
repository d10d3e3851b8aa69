package io.sillok.node.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.cli.client.NodeClient;

/**
 * A command to send to an entity.
 *
 * @param body its fields
 */
record Order(String type, String id, String command, ObjectNode body) {

  static Order of(String type, String id, String command) {
    return new Order(type, id, command, JsonNodeFactory.instance.objectNode());
  }

  Order with(String field, String value) {
    body.put(field, value);
    return this;
  }

  Order with(String field, int value) {
    body.put(field, value);
    return this;
  }

  String path() {
    return NodeClient.entityPath(type, id) + "/commands/" + NodeClient.segment(command);
  }
}
