/**
 * Keeps a shop busy over HTTP, as its customers would, and shows a newcomer what to try. Start with
 * {@link Traffic}.
 */
@NullMarked
package io.sillok.node.cli.demo;

import org.jspecify.annotations.NullMarked;
