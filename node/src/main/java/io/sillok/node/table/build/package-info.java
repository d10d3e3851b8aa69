/**
 * Builds the rows of a partition of a table from its log, and again to compare. No Pekko. Start
 * with {@link io.sillok.node.table.build.PartitionBuild}.
 */
@NullMarked
package io.sillok.node.table.build;

import org.jspecify.annotations.NullMarked;
