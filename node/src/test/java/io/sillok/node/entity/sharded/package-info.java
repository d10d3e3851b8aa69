@NullMarked
package io.sillok.node.entity.sharded;

import org.jspecify.annotations.NullMarked;
