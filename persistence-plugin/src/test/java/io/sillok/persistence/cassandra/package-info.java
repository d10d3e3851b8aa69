@NullMarked
package io.sillok.persistence.cassandra;

import org.jspecify.annotations.NullMarked;
