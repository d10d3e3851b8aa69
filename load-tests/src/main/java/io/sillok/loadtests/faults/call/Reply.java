package io.sillok.loadtests.faults.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;

/** What a node answered. */
public record Reply(int status, JsonNode body) {

  /** There was no answer. */
  public static final Reply NONE = new Reply(0, MissingNode.getInstance());

  private static final Set<Integer> LATER = Set.of(408, 425, 429);
  private static final int CONFLICT = 409;
  private static final int FIRST_OF_SERVER = 500;
  private static final int HUNDRED = 100;

  /** Whether what was asked for was done. */
  public boolean isGood() {
    return status / HUNDRED == 2;
  }

  /** Whether the same may be answered otherwise later: the node could not do it now. */
  public boolean isTemporary() {
    return status >= FIRST_OF_SERVER
        || LATER.contains(status)
        || (status == CONFLICT && code().contains("in-progress"));
  }

  /** The stable code of a problem; empty if it is none. */
  public String code() {
    return body.path("code").asText();
  }
}
