/**
 * What runs by itself until it is stopped or fails. Not for applications. Start with {@link
 * Running}.
 */
@NullMarked
package io.sillok.client.running;

import org.jspecify.annotations.NullMarked;
