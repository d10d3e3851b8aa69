@NullMarked
package io.sillok.node.window.definition.kept;

import org.jspecify.annotations.NullMarked;
