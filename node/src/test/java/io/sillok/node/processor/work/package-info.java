/** The work of processors, part by part. */
@NullMarked
package io.sillok.node.processor.work;

import org.jspecify.annotations.NullMarked;
