/**
 * Nodes of a Pekko cluster tell each other of new heads, so that a live reader on any of them need
 * not wait for its next look. Nothing depends on it: what is not told is found by looking. Only
 * {@link io.sillok.persistence.pekko.heads.HeadsActor} needs pekko-cluster, and only a system of
 * that provider loads it. Start with {@link io.sillok.persistence.pekko.heads.ClusterHeads}.
 */
@NullMarked
package io.sillok.persistence.pekko.heads;

import org.jspecify.annotations.NullMarked;
