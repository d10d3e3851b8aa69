@NullMarked
package io.sillok.node.stream.queue.front;

import org.jspecify.annotations.NullMarked;
