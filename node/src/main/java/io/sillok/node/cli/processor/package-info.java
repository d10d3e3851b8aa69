/** Processors on the command line. Start with {@link ProcessorCommand}. */
@NullMarked
package io.sillok.node.cli.processor;

import org.jspecify.annotations.NullMarked;
