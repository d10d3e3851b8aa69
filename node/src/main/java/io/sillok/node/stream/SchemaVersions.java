package io.sillok.node.stream;

import io.sillok.node.entity.EntityModels;
import io.sillok.persistence.Facts;
import io.sillok.protocol.design.Compatibility;
import io.sillok.protocol.design.Compatibility.Conflict;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.EntityModel.EventModel;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.Schema;

/**
 * The versions of every stream's definition, kept in the store, so that all nodes have the same and
 * none is lost. A version never changes; a definition that stood before keeps its number. Two
 * definitions with the same fingerprint are two versions if they do not read alike.
 */
public final class SchemaVersions {

  private static final String VERSIONS = "schema-version/";

  /** By fingerprint; events are decoded with them, too. */
  private static final String SCHEMAS = "schema/";

  /** Of a fingerprint. */
  private static final int HEX_DIGITS = 16;

  private final Facts facts;

  public SchemaVersions(Facts facts) {
    this.facts = facts;
  }

  /**
   * How a definition reads what was written with another version of it.
   *
   * @param unreadable why it cannot; nothing if it can
   * @param upcasts whether an upcaster does
   */
  public record Reading(Function<Schema, Optional<String>> unreadable, Predicate<Schema> upcasts) {

    static Reading of(DeclaredCodec codec) {
      return new Reading(codec::unreadable, codec::upcasts);
    }
  }

  /**
   * Registers the definitions of all events of {@code models}, durably. The stage fails with {@link
   * IncompatibleSchemaException} if one of them cannot follow what stands there.
   */
  public CompletionStage<Void> register(EntityModels models) {
    CompletionStage<Void> all = CompletableFuture.completedFuture(null);
    for (EventModel<?> event : models.events().toList()) {
      Reading reading = new Reading(event.avro()::unreadable, event::upcasts);
      all =
          all.thenCompose(done -> register(event.stream(), event.avro().schema(), reading))
              .thenApply(version -> null);
    }
    return all;
  }

  /**
   * Registers {@code schema} as the definition of {@code stream}, durably. The stage fails with
   * {@link IncompatibleSchemaException} if it cannot follow what stands there.
   */
  public CompletionStage<SchemaVersion> register(String stream, Schema schema, Reading reading) {
    return of(stream)
        .thenCompose(versions -> {
          List<Conflict> conflicts = conflicts(schema, versions, reading);
          if (!conflicts.isEmpty()) {
            throw new IncompatibleSchemaException(stream, schema, conflicts);
          }
          Optional<SchemaVersion> same = SchemaVersion.find(versions, schema);
          if (same.isPresent()) {
            return CompletableFuture.completedFuture(same.get());
          }
          return add(stream, schema, versions.size() + 1)
              .thenCompose(added ->
                  added.isPresent()
                      ? CompletableFuture.completedFuture(added.get())
                      : register(stream, schema, reading)); // another node was faster
        });
  }

  /**
   * Why {@code schema} cannot be what a stream with {@code versions} is from now on. One of them
   * may stand again, but must read what the others wrote since.
   */
  static List<Conflict> conflicts(Schema schema, List<SchemaVersion> versions, Reading reading) {
    List<Conflict> conflicts = new ArrayList<>();
    if (SchemaVersion.find(versions, schema).isEmpty()) {
      conflicts.addAll(
          Compatibility.of(schema)
              .check(
                  schema,
                  versions.stream().map(SchemaVersion::schema).toList(),
                  reading.upcasts()));
    }
    for (SchemaVersion version : versions) {
      if (!reading.upcasts().test(version.schema())) {
        reading
            .unreadable()
            .apply(version.schema())
            .ifPresent(why -> conflicts.add(unreadable(version.number(), why)));
      }
    }
    return conflicts;
  }

  /** Whatever it keeps to: what stands in the log must be readable. */
  private static Conflict unreadable(int version, String why) {
    return new Conflict(
        version, "", "events of version %d cannot be read: %s".formatted(version, why));
  }

  /**
   * Nothing if another version has got the number. The schema by its fingerprint says what bytes
   * mean, and may be of another stream or version with other defaults; then the version has its own
   * beside it.
   */
  private CompletionStage<Optional<SchemaVersion>> add(String stream, Schema schema, int number) {
    long fingerprint = AvroCodec.fingerprintOf(schema);
    String hex = HexFormat.of().toHexDigits(fingerprint);
    String text = schema.toString();
    return facts
        .putIfAbsent(SCHEMAS + hex, text)
        .thenCompose(kept -> {
          String version = kept.equals(text) ? hex : hex + " " + text;
          return facts.putIfAbsent(key(stream, number), version).thenApply(version::equals);
        })
        .thenApply(stands ->
            stands
                ? Optional.of(new SchemaVersion(number, fingerprint, schema))
                : Optional.empty());
  }

  /** The versions of {@code stream}, the first of them first. */
  public CompletionStage<List<SchemaVersion>> of(String stream) {
    return facts
        .withPrefix(VERSIONS + stream + "/")
        .thenCompose(found -> {
          CompletionStage<List<SchemaVersion>> versions =
              CompletableFuture.completedFuture(new ArrayList<>());
          for (Map.Entry<String, String> entry : new TreeMap<>(found).entrySet()) {
            versions =
                versions.thenCombine(
                    version(entry),
                    (before, version) -> {
                      before.add(version);
                      return before;
                    });
          }
          return versions.thenApply(List::copyOf);
        });
  }

  private CompletionStage<SchemaVersion> version(Map.Entry<String, String> entry) {
    int number = Integer.parseInt(entry.getKey().substring(entry.getKey().lastIndexOf('/') + 1));
    String hex = entry.getValue().substring(0, HEX_DIGITS);
    String own = entry.getValue().substring(HEX_DIGITS).strip();
    return (own.isEmpty()
            ? facts.get(SCHEMAS + hex)
            : CompletableFuture.completedFuture(Optional.of(own)))
        .thenApply(json ->
            new SchemaVersion(
                number,
                HexFormat.fromHexDigitsToLong(hex),
                new Schema.Parser()
                    .parse(
                        json.orElseThrow(
                            () -> new IllegalStateException("The store has no schema " + hex)))));
  }

  /** Sorts as the number does. */
  private static String key(String stream, int number) {
    return "%s%s/%08d".formatted(VERSIONS, stream, number);
  }
}
