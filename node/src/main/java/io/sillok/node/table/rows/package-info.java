/**
 * Rows of tables as they are kept, and the port to the store that keeps them. Knows neither
 * streams, nor entities, nor Pekko. Start with {@link io.sillok.node.table.rows.TableStore}.
 */
@NullMarked
package io.sillok.node.table.rows;

import org.jspecify.annotations.NullMarked;
