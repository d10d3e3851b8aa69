/** Tests that all flights are events as their streams define them. */
@NullMarked
package io.sillok.examples.flights;

import org.jspecify.annotations.NullMarked;
