@NullMarked
package io.sillok.protocol.window.aggregate;

import org.jspecify.annotations.NullMarked;
