/** Tests of what is appended to streams. */
@NullMarked
package io.sillok.node.stream.append;

import org.jspecify.annotations.NullMarked;
