@NullMarked
package io.sillok.node.cli.demo.views;

import org.jspecify.annotations.NullMarked;
