/**
 * Every node's HTTP surface: resources of entities, modules and the cluster, health, metrics and
 * the console's files. Translates and refuses, but decides nothing about entities. Start with
 * {@link Gateway}.
 */
@NullMarked
package io.sillok.node.gateway;

import org.jspecify.annotations.NullMarked;
