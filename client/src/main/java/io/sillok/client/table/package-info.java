/** Tables: the latest value of each key. Start with {@link Table}. */
@NullMarked
package io.sillok.client.table;

import org.jspecify.annotations.NullMarked;
