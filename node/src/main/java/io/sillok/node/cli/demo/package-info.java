/**
 * Keeps a shop busy over HTTP, as its customers would, has real flights reported, and shows a
 * newcomer what to try. Start with {@link Traffic} and {@link Flights}.
 */
@NullMarked
package io.sillok.node.cli.demo;

import org.jspecify.annotations.NullMarked;
