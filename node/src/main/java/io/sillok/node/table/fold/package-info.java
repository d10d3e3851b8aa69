/** How events become rows. Start with {@link io.sillok.node.table.fold.TableFold}. */
@NullMarked
package io.sillok.node.table.fold;

import org.jspecify.annotations.NullMarked;
