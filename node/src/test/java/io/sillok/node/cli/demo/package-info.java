@NullMarked
package io.sillok.node.cli.demo;

import org.jspecify.annotations.NullMarked;
