/**
 * Downstreams that are declared, checked and made ready to run. Start with {@link
 * io.sillok.node.downstream.compiled.DownstreamCheck}.
 */
@NullMarked
package io.sillok.node.downstream.compiled;

import org.jspecify.annotations.NullMarked;
