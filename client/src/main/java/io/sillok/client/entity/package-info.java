/**
 * Entities: commands to them, their state, now and as it was, and their events. Start with {@link
 * Entity}.
 */
@NullMarked
package io.sillok.client.entity;

import org.jspecify.annotations.NullMarked;
