package io.sillok.node.gateway;

import io.sillok.node.cluster.Backups;
import io.sillok.node.cluster.ClusterView;
import io.sillok.node.downstream.Downstreams;
import io.sillok.node.entity.Entities;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.gateway.stream.StreamServices;
import io.sillok.node.processor.Processors;
import io.sillok.node.table.Tables;
import io.sillok.node.window.Projections;

/** What the gateway serves. */
public record GatewayDependencies(
    Entities entities,
    EntityModels models,
    StreamServices streams,
    Tables tables,
    Processors processors,
    Projections projections,
    Downstreams downstreams,
    ClusterView cluster,
    Backups backups) {}
