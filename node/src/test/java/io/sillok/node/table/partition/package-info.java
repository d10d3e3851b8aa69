@NullMarked
package io.sillok.node.table.partition;

import org.jspecify.annotations.NullMarked;
