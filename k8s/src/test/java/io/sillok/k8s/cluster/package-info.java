/**
 * Nodes that find each other among the pods of an API server. They are processes of this machine,
 * not containers. Start with {@link io.sillok.k8s.cluster.KubernetesClusterIT}.
 */
@NullMarked
package io.sillok.k8s.cluster;

import org.jspecify.annotations.NullMarked;
