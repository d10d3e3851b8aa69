/** The programs that docs/migration.md shows. */
@NullMarked
package io.sillok.persistence.pekko.migration;

import org.jspecify.annotations.NullMarked;
