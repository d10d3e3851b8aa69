/**
 * The rules of event design: what makes an event hard to use for those who did not write it. Start
 * with {@link io.sillok.protocol.design.EventDesign}.
 */
@NullMarked
package io.sillok.protocol.design;

import org.jspecify.annotations.NullMarked;
