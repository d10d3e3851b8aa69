@NullMarked
package io.sillok.protocol.window;

import org.jspecify.annotations.NullMarked;
