/**
 * The streams that a module declares, beside those of its entity types. Start with {@link
 * io.sillok.protocol.event.EventDefinition}.
 */
@NullMarked
package io.sillok.protocol.event;

import org.jspecify.annotations.NullMarked;
