/**
 * What operators do with a whole store: look through it, copy it into another. Works on the ports
 * alone, so on any store, and blocks its caller; nothing that serves requests uses it. Start with
 * {@link io.sillok.persistence.tool.LogVerifier} and {@link io.sillok.persistence.tool.StoreCopy}.
 */
@NullMarked
package io.sillok.persistence.tool;

import org.jspecify.annotations.NullMarked;
