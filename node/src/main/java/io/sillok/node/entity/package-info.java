/**
 * Runs deciders as sharded persistent actors and answers for them. {@link Entities} is the one
 * door; nothing outside this package sends an entity a message.
 */
@NullMarked
package io.sillok.node.entity;

import org.jspecify.annotations.NullMarked;
