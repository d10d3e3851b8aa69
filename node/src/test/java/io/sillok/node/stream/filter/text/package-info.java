@NullMarked
package io.sillok.node.stream.filter.text;

import org.jspecify.annotations.NullMarked;
