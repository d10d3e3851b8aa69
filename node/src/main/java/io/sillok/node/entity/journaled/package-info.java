/**
 * What an entity's events, state and remembered commands are in memory and as bytes, and how
 * commands and events turn one into the next. No Pekko: no actor, no message. Start with {@link
 * EntityRules} and {@link Recorded}.
 */
@NullMarked
package io.sillok.node.entity.journaled;

import org.jspecify.annotations.NullMarked;
