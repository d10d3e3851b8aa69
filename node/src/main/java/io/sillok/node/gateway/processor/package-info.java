/** Processors over HTTP: how they stand, and what becomes of events that they could not process. */
@NullMarked
package io.sillok.node.gateway.processor;

import org.jspecify.annotations.NullMarked;
