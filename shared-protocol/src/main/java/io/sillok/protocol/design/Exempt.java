package io.sillok.protocol.design;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Exempts an event record, or a component of one, from a rule of event design. It becomes a part of
 * the event definition, where all who read the stream find the reason; a schema without Java has
 * the property {@code sillok.exempt} instead.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
@Repeatable(Exempt.All.class)
public @interface Exempt {

  /** The rule's id, such as {@code enum-as-string}. */
  String rule();

  /** Why the rule does not hold here; not empty. */
  String reason();

  /** Several of them. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
  @interface All {
    Exempt[] value();
  }
}
