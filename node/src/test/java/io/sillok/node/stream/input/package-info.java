@NullMarked
package io.sillok.node.stream.input;

import org.jspecify.annotations.NullMarked;
