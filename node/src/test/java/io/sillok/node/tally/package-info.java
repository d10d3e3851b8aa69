/**
 * A module whose processors add numbers up. Start with {@link io.sillok.node.tally.TallyModule}.
 */
@NullMarked
package io.sillok.node.tally;

import org.jspecify.annotations.NullMarked;
