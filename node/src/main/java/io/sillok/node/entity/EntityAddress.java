package io.sillok.node.entity;

import java.util.Optional;

/**
 * One entity.
 *
 * @param type the entity type's name
 * @param id 1 to 255 characters, without control characters, neither {@code .} nor {@code ..}
 */
public record EntityAddress(String type, String id) {

  private static final int MAX_LENGTH = 255;

  /** Why {@code id} is none; empty if an entity may have it. */
  public static Optional<String> refusal(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return Optional.of(
          "An id must have 1 to %d characters, but has %d".formatted(MAX_LENGTH, id.length()));
    }
    if (id.equals(".") || id.equals("..")) {
      return Optional.of(
          "An id must not be '%s', because URLs lose such a segment; choose another one"
              .formatted(id));
    }
    for (int i = 0; i < id.length(); i++) {
      if (Character.isISOControl(id.charAt(i))) {
        return Optional.of(
            "An id must not hold control characters, but character %d is U+%04X"
                .formatted(i + 1, (int) id.charAt(i)));
      }
    }
    return Optional.empty();
  }

  /** The id under which the journal keeps the entity: {@code type|id}. */
  public String persistenceId() {
    return type + "|" + id;
  }

  @Override
  public String toString() {
    return type + "/" + id;
  }
}
