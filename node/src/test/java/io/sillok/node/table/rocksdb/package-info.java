@NullMarked
package io.sillok.node.table.rocksdb;

import org.jspecify.annotations.NullMarked;
