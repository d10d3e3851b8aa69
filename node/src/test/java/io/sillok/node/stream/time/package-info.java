/** Tests of event time that goes on without events. */
@NullMarked
package io.sillok.node.stream.time;

import org.jspecify.annotations.NullMarked;
