package io.sillok.node.gateway;

import io.sillok.node.cluster.Backups;
import io.sillok.node.cluster.ClusterView;
import io.sillok.node.entity.Entities;
import io.sillok.node.entity.EntityModels;

/** What the gateway serves. */
public record GatewayDependencies(
    Entities entities, EntityModels models, ClusterView cluster, Backups backups) {}
