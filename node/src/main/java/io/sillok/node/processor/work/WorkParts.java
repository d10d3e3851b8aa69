package io.sillok.node.processor.work;

import io.sillok.node.entity.Entities;
import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.append.RepeatableAppends;
import io.sillok.node.table.rows.TableStore;
import io.sillok.persistence.pekko.SillokPersistence;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What the processors of a node share.
 *
 * @param persistence has the logs
 * @param codec of entities' events
 * @param schemas that events were written with
 * @param states keeps the states of keys
 * @param executor runs modules' code
 */
public record WorkParts(
    SillokPersistence persistence,
    Streams streams,
    RecordedCodec codec,
    Schemas schemas,
    Entities entities,
    RepeatableAppends appends,
    SharedHeads heads,
    TableStore states,
    Executor executor,
    InstantSource clock,
    WorkSettings settings) {}
