@NullMarked
package io.sillok.node.gateway.stream;

import org.jspecify.annotations.NullMarked;
