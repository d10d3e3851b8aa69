/**
 * What commands have in common that are about one thing of a kind, whose name goes before what is
 * to be done with it. Start with {@link NamedCommand}.
 */
@NullMarked
package io.sillok.node.cli.named;

import org.jspecify.annotations.NullMarked;
