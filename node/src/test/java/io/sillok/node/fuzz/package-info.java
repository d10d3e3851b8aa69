/**
 * Requests at random, and right ones with something wrong in them, against a whole node: streams,
 * queues, consumers, projections and tables. The same against entities is in {@code gateway}. Start
 * with {@link StreamsFuzzTest}.
 */
@NullMarked
package io.sillok.node.fuzz;

import org.jspecify.annotations.NullMarked;
