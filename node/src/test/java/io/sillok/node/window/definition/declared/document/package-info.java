@NullMarked
package io.sillok.node.window.definition.declared.document;

import org.jspecify.annotations.NullMarked;
