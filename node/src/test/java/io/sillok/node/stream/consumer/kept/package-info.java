/** Tests of the rules of named consumers. */
@NullMarked
package io.sillok.node.stream.consumer.kept;

import org.jspecify.annotations.NullMarked;
