package io.sillok.protocol.design;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What later versions of an event record must keep to; {@link Compatibility#FULL_TRANSITIVE}
 * without it. It becomes a part of the event definition.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Evolves {
  Compatibility value();
}
