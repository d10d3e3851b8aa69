/**
 * Whether the manifests are what Kubernetes takes, and what they name is there. Nothing of it needs
 * a cluster. Start with {@link io.sillok.k8s.manifest.RenderedManifestsTest}.
 */
@NullMarked
package io.sillok.k8s.manifest;

import org.jspecify.annotations.NullMarked;
