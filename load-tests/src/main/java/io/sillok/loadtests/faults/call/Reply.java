package io.sillok.loadtests.faults.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;

/** What a node answered. */
public record Reply(int status, JsonNode body) {

  /** There was no answer. */
  public static final Reply NONE = new Reply(0, MissingNode.getInstance());

  private static final Set<Integer> LATER = Set.of(408, 425, 429, 502, 503, 504);
  private static final int CONFLICT = 409;
  private static final int FIRST_OF_SERVER = 500;
  private static final int HUNDRED = 100;

  /** Whether what was asked for was done. */
  public boolean isGood() {
    return status / HUNDRED == 2;
  }

  /** Whether the same may be answered otherwise later: the node could not do it now. */
  public boolean isTemporary() {
    return LATER.contains(status) || (status == CONFLICT && code().contains("in-progress"));
  }

  /** Whether no node may ever answer so: with an error of its own, or what nobody can read. */
  public boolean isDefect() {
    return (status >= FIRST_OF_SERVER && !isTemporary()) || body.isTextual();
  }

  /** Whether it may have been done all the same. */
  boolean isUnknown() {
    return isTemporary() && code().equals("timeout");
  }

  /** The stable code of a problem; empty if it is none. */
  public String code() {
    return body.path("code").asText();
  }
}
