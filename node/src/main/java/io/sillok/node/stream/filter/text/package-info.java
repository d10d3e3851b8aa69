/**
 * Regular expressions and the search for texts in expressions, in time that is bounded. Start with
 * {@link io.sillok.node.stream.filter.text.Patterns}.
 */
@NullMarked
package io.sillok.node.stream.filter.text;

import org.jspecify.annotations.NullMarked;
