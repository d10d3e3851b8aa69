@NullMarked
package io.sillok.persistence.pekko.query;

import org.jspecify.annotations.NullMarked;
