@NullMarked
package io.sillok.node.stream.queue;

import org.jspecify.annotations.NullMarked;
