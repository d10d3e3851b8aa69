@NullMarked
package io.sillok.node.window.definition.declared.kept;

import org.jspecify.annotations.NullMarked;
