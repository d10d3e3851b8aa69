/**
 * How long a node takes from the launch of its process until it serves: alone and in a cluster,
 * with an archive of classes and without. Start with {@link
 * io.sillok.loadtests.startup.StartUpComparison}.
 */
@NullMarked
package io.sillok.loadtests.startup;

import org.jspecify.annotations.NullMarked;
