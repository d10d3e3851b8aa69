/**
 * The client of Sillok: commands to entities, streams read and written, consumers, queues and
 * tables, over HTTP. Blocking calls, made for virtual threads. Start with {@link SillokClient}.
 */
@NullMarked
package io.sillok.client;

import org.jspecify.annotations.NullMarked;
