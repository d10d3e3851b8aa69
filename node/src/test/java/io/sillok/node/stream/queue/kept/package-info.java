@NullMarked
package io.sillok.node.stream.queue.kept;

import org.jspecify.annotations.NullMarked;
