/** Holds the documents against a node: what they show to type is typed. */
@NullMarked
package io.sillok.node.documentation;

import org.jspecify.annotations.NullMarked;
