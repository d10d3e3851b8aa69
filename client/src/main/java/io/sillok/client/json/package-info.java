/**
 * JSON as it comes from nodes and goes to them, and what becomes of it as records of the
 * application. Start with {@link Data}.
 */
@NullMarked
package io.sillok.client.json;

import org.jspecify.annotations.NullMarked;
