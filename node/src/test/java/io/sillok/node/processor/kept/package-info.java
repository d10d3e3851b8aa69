/** The rules of what lasts of processors. */
@NullMarked
package io.sillok.node.processor.kept;

import org.jspecify.annotations.NullMarked;
