/**
 * Real flights as events of streams that are declared over HTTP: no module, no code in the node.
 * Start with {@link Flights}, which prints the events, and the declarations beside the data.
 */
@NullMarked
package io.sillok.examples.flights;

import org.jspecify.annotations.NullMarked;
