package io.sillok.node.window.definition.declared.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.node.window.definition.declared.DeclaredDownstream.OfCommands;
import io.sillok.node.window.definition.declared.DeclaredDownstream.OfWebhook;
import java.util.List;

/** Writes what is declared to be done with results as documents have it. */
public final class DownstreamWriter {

  private DownstreamWriter() {}

  /** Adds them to {@code document}, unless there are none. */
  public static void write(List<DeclaredDownstream> all, ObjectNode document) {
    if (!all.isEmpty()) {
      ArrayNode array = document.putArray(DownstreamReader.MEMBER);
      all.forEach(each -> array.add(write(each)));
    }
  }

  private static ObjectNode write(DeclaredDownstream downstream) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", downstream.name());
    downstream.when().ifPresent(when -> json.put("when", when));
    switch (downstream.target()) {
      case OfCommands(var entity, var id, var command, var body) ->
          json.put("entity", entity).put("id", id).put("command", command).set("body", body);
      case OfWebhook(var url, var secret) ->
          json.put("webhook", url.toString()).put("secret", secret);
    }
    return json.put("attempts", downstream.attempts());
  }
}
