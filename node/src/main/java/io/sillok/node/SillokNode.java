package io.sillok.node;

/**
 * A running node: the store, the cluster, the entities and the gateway, started in this order and
 * stopped in the other.
 */
public final class SillokNode {}
