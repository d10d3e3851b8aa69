@NullMarked
package io.sillok.node.table.build;

import org.jspecify.annotations.NullMarked;
