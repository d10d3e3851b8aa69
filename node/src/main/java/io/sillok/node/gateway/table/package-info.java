/**
 * The routes of tables: read by key and by page, verify. Start with {@link
 * io.sillok.node.gateway.table.TableRoutes}.
 */
@NullMarked
package io.sillok.node.gateway.table;

import org.jspecify.annotations.NullMarked;
