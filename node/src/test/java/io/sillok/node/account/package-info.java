/**
 * A module for tests: accounts with everything that may go wrong in one. Start with {@link
 * AccountModule}.
 */
@NullMarked
package io.sillok.node.account;

import org.jspecify.annotations.NullMarked;
