package io.sillok.node.gateway;

import io.sillok.node.cluster.Backups;
import io.sillok.node.cluster.ClusterView;
import io.sillok.node.entity.Entities;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.stream.Streams;

/** What the gateway serves. */
public record GatewayDependencies(
    Entities entities,
    EntityModels models,
    Streams streams,
    ClusterView cluster,
    Backups backups) {}
