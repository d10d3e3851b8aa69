/**
 * The binary format of what a store keeps: blocks, events of the index, snapshots. Each value is a
 * frame with a format version and a CRC32C that is checked on every read. Start with {@link
 * io.sillok.persistence.codec.Frame} and {@link io.sillok.persistence.codec.BlockCodec}. Not the
 * place for keys: how a value is found is the store's own business.
 */
@NullMarked
package io.sillok.persistence.codec;

import org.jspecify.annotations.NullMarked;
