/** Tests of how bodies are read from a command line and answers are shown. */
@NullMarked
package io.sillok.node.cli.client;

import org.jspecify.annotations.NullMarked;
