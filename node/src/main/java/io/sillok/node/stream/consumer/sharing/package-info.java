/**
 * How the connected instances of a consumer share the partitions of its stream: one coordinator in
 * the cluster says who reads what, and each connection has a session that reads. Nothing here
 * lasts; a coordinator that begins anew asks the sessions. Start with {@link
 * io.sillok.node.stream.consumer.sharing.Coordinator}; what it decides by is {@link
 * io.sillok.node.stream.consumer.sharing.Roster}.
 */
@NullMarked
package io.sillok.node.stream.consumer.sharing;

import org.jspecify.annotations.NullMarked;
