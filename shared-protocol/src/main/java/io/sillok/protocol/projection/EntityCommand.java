package io.sillok.protocol.projection;

/**
 * A command to an entity that follows from a result.
 *
 * @param id of the entity
 * @param command one of the entity type's records
 */
public record EntityCommand<C>(String id, C command) {}
