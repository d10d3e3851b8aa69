package io.sillok.node.entity;

/**
 * One entity.
 *
 * @param type the entity type's name
 * @param id 1 to 255 characters, without control characters, neither {@code .} nor {@code ..}
 */
public record EntityAddress(String type, String id) {

  /** The id under which the journal keeps the entity: {@code type|id}. */
  public String persistenceId() {
    return type + "|" + id;
  }

  @Override
  public String toString() {
    return type + "/" + id;
  }
}
