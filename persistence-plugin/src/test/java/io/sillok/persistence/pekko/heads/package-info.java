/** Tests of how nodes tell each other of new heads, without a cluster. */
@NullMarked
package io.sillok.persistence.pekko.heads;

import org.jspecify.annotations.NullMarked;
