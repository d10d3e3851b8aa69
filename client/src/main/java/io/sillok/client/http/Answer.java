package io.sillok.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.json.Json;
import io.sillok.client.json.JsonObject;

/** What a node answered to a call that it took. */
public final class Answer {

  private final int status;
  private final byte[] body;

  Answer(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  public int status() {
    return status;
  }

  public JsonNode json() {
    return Json.read(body);
  }

  public JsonObject object() {
    return new JsonObject(json());
  }
}
