/**
 * The actor that keeps one partition of a table up with its log and answers for it. Start with
 * {@link io.sillok.node.table.partition.TableShard}.
 */
@NullMarked
package io.sillok.node.table.partition;

import org.jspecify.annotations.NullMarked;
