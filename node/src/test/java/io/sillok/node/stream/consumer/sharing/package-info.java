/** Tests of how the instances of a consumer share its stream. */
@NullMarked
package io.sillok.node.stream.consumer.sharing;

import org.jspecify.annotations.NullMarked;
