@NullMarked
package io.sillok.protocol.window.lookup;

import org.jspecify.annotations.NullMarked;
