@NullMarked
package io.sillok.node.table.sharded;

import org.jspecify.annotations.NullMarked;
