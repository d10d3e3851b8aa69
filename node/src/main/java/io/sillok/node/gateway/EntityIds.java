package io.sillok.node.gateway;

import io.sillok.node.entity.EntityAddress;
import io.sillok.node.gateway.http.Request;

/** The ids of entities in requests. */
final class EntityIds {

  private EntityIds() {}

  /** The entity that the request's path names, or a refusal with {@code invalid-id}. */
  static EntityAddress addressOf(Request request) {
    String id = request.segment("id");
    EntityAddress.refusal(id)
        .ifPresent(why -> {
          throw EntityProblems.invalidId(why).asRefusal();
        });
    return new EntityAddress(request.segment("type"), id);
  }
}
