@NullMarked
package io.sillok.node.stream;

import org.jspecify.annotations.NullMarked;
