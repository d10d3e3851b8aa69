@NullMarked
package io.sillok.protocol.design;

import org.jspecify.annotations.NullMarked;
