/** Tests of named consumers. */
@NullMarked
package io.sillok.node.stream.consumer;

import org.jspecify.annotations.NullMarked;
