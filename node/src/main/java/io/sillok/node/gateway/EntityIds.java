package io.sillok.node.gateway;

import io.sillok.node.entity.EntityAddress;
import io.sillok.node.gateway.http.Request;

/** Which ids entities may have. */
final class EntityIds {

  private static final int MAX_LENGTH = 255;

  private EntityIds() {}

  /** The entity that the request's path names, or a refusal with {@code invalid-id}. */
  static EntityAddress addressOf(Request request) {
    String id = request.segment("id");
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      throw EntityProblems.invalidId(
              "An id must have 1 to %d characters, but has %d".formatted(MAX_LENGTH, id.length()))
          .asRefusal();
    }
    if (id.equals(".") || id.equals("..")) {
      throw EntityProblems.invalidId(
              "An id must not be '%s', because URLs lose such a segment; choose another one"
                  .formatted(id))
          .asRefusal();
    }
    for (int i = 0; i < id.length(); i++) {
      if (Character.isISOControl(id.charAt(i))) {
        throw EntityProblems.invalidId(
                "An id must not hold control characters, but character %d is U+%04X"
                    .formatted(i + 1, (int) id.charAt(i)))
            .asRefusal();
      }
    }
    return new EntityAddress(request.segment("type"), id);
  }
}
