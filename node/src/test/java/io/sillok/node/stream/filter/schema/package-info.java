@NullMarked
package io.sillok.node.stream.filter.schema;

import org.jspecify.annotations.NullMarked;
