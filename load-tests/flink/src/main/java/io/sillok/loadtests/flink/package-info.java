/**
 * The windows that Sillok is measured with, as jobs of Apache Flink: from one topic to another,
 * exactly once. Start with {@link FlinkPeer}.
 */
@NullMarked
package io.sillok.loadtests.flink;

import org.jspecify.annotations.NullMarked;
