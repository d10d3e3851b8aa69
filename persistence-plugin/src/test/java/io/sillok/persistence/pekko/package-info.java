/** Tests of the Pekko plugins with real persistent actors on a real store. */
@NullMarked
package io.sillok.persistence.pekko;

import org.jspecify.annotations.NullMarked;
