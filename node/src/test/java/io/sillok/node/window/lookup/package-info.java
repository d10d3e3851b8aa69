@NullMarked
package io.sillok.node.window.lookup;

import org.jspecify.annotations.NullMarked;
