@NullMarked
package io.sillok.node.window.definition.declared;

import org.jspecify.annotations.NullMarked;
