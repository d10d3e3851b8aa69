@NullMarked
package io.sillok.node.table.cassandra;

import org.jspecify.annotations.NullMarked;
