@NullMarked
package io.sillok.node.window.definition.declared.compiled;

import org.jspecify.annotations.NullMarked;
