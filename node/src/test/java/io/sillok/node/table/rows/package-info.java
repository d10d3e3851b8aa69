@NullMarked
package io.sillok.node.table.rows;

import org.jspecify.annotations.NullMarked;
