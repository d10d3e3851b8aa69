/** Tests of how modules declare streams. */
@NullMarked
package io.sillok.protocol.event;

import org.jspecify.annotations.NullMarked;
