@NullMarked
package io.sillok.node.table.fold;

import org.jspecify.annotations.NullMarked;
