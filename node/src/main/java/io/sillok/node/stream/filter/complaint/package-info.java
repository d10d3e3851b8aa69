/**
 * What CEL says of an expression that it refuses, in words of those who write expressions, with
 * what they could have meant. Decides nothing. Start with {@link
 * io.sillok.node.stream.filter.complaint.TypeComplaints}.
 */
@NullMarked
package io.sillok.node.stream.filter.complaint;

import org.jspecify.annotations.NullMarked;
