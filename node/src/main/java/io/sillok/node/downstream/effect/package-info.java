/** What results come to. Start with {@link io.sillok.node.downstream.effect.Effect}. */
@NullMarked
package io.sillok.node.downstream.effect;

import org.jspecify.annotations.NullMarked;
