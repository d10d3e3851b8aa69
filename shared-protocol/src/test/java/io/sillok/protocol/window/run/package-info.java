@NullMarked
package io.sillok.protocol.window.run;

import org.jspecify.annotations.NullMarked;
