/** Which windows have the largest values. Start with {@link Ranking}. */
@NullMarked
package io.sillok.node.window.ranking;

import org.jspecify.annotations.NullMarked;
