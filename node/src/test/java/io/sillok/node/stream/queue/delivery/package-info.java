@NullMarked
package io.sillok.node.stream.queue.delivery;

import org.jspecify.annotations.NullMarked;
