@NullMarked
package io.sillok.node.stream.filter;

import org.jspecify.annotations.NullMarked;
