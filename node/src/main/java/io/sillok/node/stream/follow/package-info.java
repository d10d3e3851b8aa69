/**
 * Reading one partition of a stream page by page, with news of what comes, for those who keep up
 * with it for long: an event that cannot be read is told, and does not end the reading. Start with
 * {@link io.sillok.node.stream.follow.StreamFollowers}.
 */
@NullMarked
package io.sillok.node.stream.follow;

import org.jspecify.annotations.NullMarked;
