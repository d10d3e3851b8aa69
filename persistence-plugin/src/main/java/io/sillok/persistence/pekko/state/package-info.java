/**
 * Pekko's durable state on the partitioned log: a state is the latest of its revisions, and each
 * revision is an event. Start with {@link
 * io.sillok.persistence.pekko.state.SillokDurableStateStore}.
 */
@NullMarked
package io.sillok.persistence.pekko.state;

import org.jspecify.annotations.NullMarked;
