package io.sillok.node.entity.journaled;

import io.sillok.node.entity.EntityModels;
import io.sillok.persistence.Facts;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.EntityModel.EventModel;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;

/**
 * Every schema that events were ever written with, kept in the store by fingerprint, so that old
 * events stay readable when a module's records change.
 */
public final class Schemas {

  private static final String PREFIX = "schema/";
  private static final long LOOKUP_SECONDS = 10;

  private final Facts facts;
  private final Map<Long, Schema> known = new ConcurrentHashMap<>();

  public Schemas(Facts facts) {
    this.facts = facts;
  }

  /** Keeps the schemas of all events of {@code models}, durably, before any is written. */
  public CompletionStage<Void> publish(EntityModels models) {
    return facts
        .withPrefix(PREFIX)
        .thenCompose(kept ->
            CompletableFuture.allOf(
                models
                    .events()
                    .map(EventModel::avro)
                    .map(codec -> publish(kept, codec))
                    .toArray(CompletableFuture<?>[]::new)));
  }

  /**
   * The schema with {@code fingerprint}. Asks the store the first time, and waits for its answer.
   *
   * @throws CodecException if it is unknown
   */
  public Schema find(long fingerprint) {
    return known.computeIfAbsent(fingerprint, this::lookUp);
  }

  /** A fingerprint as people and keys have it: 16 hex digits. */
  public static String hex(long fingerprint) {
    return HexFormat.of().toHexDigits(fingerprint);
  }

  private CompletableFuture<?> publish(Map<String, String> kept, AvroCodec<?> codec) {
    known.put(codec.fingerprint(), codec.schema());
    String key = PREFIX + hex(codec.fingerprint());
    return kept.containsKey(key)
        ? CompletableFuture.completedFuture(null)
        : facts.putIfAbsent(key, codec.schema().toString()).toCompletableFuture();
  }

  private Schema lookUp(long fingerprint) {
    String key = PREFIX + hex(fingerprint);
    return fact(key)
        .map(json -> new Schema.Parser().parse(json))
        .orElseThrow(() ->
            new CodecException(
                "The store has no schema %s; the event was written by another installation or the store was changed by hand"
                    .formatted(hex(fingerprint)),
                null));
  }

  private Optional<String> fact(String key) {
    try {
      return facts.get(key).toCompletableFuture().get(LOOKUP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CodecException("The store did not answer for %s: %s".formatted(key, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CodecException("Interrupted while asking the store for " + key, e);
    }
  }
}
