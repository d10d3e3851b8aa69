package io.sillok.node.stream.consumer;

import io.sillok.node.entity.EntityAddress;
import io.sillok.node.stream.consumer.kept.ConsumerRules;

/**
 * Which consumer of which stream.
 *
 * @param stream its name, without a slash
 * @param name of the consumer among those of the stream
 */
public record ConsumerId(String stream, String name) {

  private static final char SEPARATOR = '/';

  /** What {@link #text} gave. */
  static ConsumerId parse(String text) {
    int separator = text.indexOf(SEPARATOR);
    return new ConsumerId(text.substring(0, separator), text.substring(separator + 1));
  }

  /** What the ids of all consumers of {@code stream} begin with; it sorts before all of them. */
  static String prefix(String stream) {
    return stream + SEPARATOR;
  }

  /** Such as {@code page-viewed/mailer}. */
  public String text() {
    return prefix(stream) + name;
  }

  EntityAddress entity() {
    return new EntityAddress(ConsumerRules.CONSUMER.name(), text());
  }

  @Override
  public String toString() {
    return text();
  }
}
