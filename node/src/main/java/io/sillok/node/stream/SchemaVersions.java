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
  private CompletionStage<SchemaVersion> register(String stream, Schema schema, Reading reading) {
    return of(stream)
        .thenCompose(versions -> {
          List<Conflict> conflicts = conflicts(schema, versions, reading);
          if (!conflicts.isEmpty()) {
            throw new IncompatibleSchemaException(stream, schema, conflicts);
          }
          return standing(stream, schema, versions)
              .thenCompose(stands ->
                  stands.isPresent()
                      ? CompletableFuture.completedFuture(stands.get())
                      : register(stream, schema, reading)); // another node was faster
        });
  }

  /**
   * The number of the version that {@code schema} is of {@code stream}, which stands declared so,
   * durably. One that could not be a version, as earlier builds have left some, or as it seems to a
   * node without the upcasters, is none, but has the number that it would have; what is written
   * with it can be read nevertheless.
   */
  CompletionStage<Integer> complete(String stream, Schema schema, Reading reading) {
    return of(stream)
        .thenCompose(versions -> {
          if (!conflicts(schema, versions, reading).isEmpty()) {
            return keep(schema).thenApply(kept -> SchemaVersion.number(versions, schema));
          }
          return standing(stream, schema, versions)
              .thenCompose(stands ->
                  stands.isPresent()
                      ? CompletableFuture.completedFuture(stands.get().number())
                      : complete(stream, schema, reading)); // another node was faster
        });
  }

  /** Says what bytes mean; what stands there may be of another stream, with other defaults. */
  private CompletionStage<String> keep(Schema schema) {
    String hex = HexFormat.of().toHexDigits(AvroCodec.fingerprintOf(schema));
    return facts.putIfAbsent(SCHEMAS + hex, schema.toString());
  }

  /** Nothing if another version than this one has come behind {@code versions}. */
  private CompletionStage<Optional<SchemaVersion>> standing(
      String stream, Schema schema, List<SchemaVersion> versions) {
    Optional<SchemaVersion> same = SchemaVersion.find(versions, schema);
    return same.isPresent()
        ? CompletableFuture.completedFuture(same)
        : add(stream, schema, versions.size() + 1);
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
   * Nothing if another version has got the number. A version whose fingerprint is kept with another
   * schema has its own beside it.
   */
  private CompletionStage<Optional<SchemaVersion>> add(String stream, Schema schema, int number) {
    long fingerprint = AvroCodec.fingerprintOf(schema);
    String hex = HexFormat.of().toHexDigits(fingerprint);
    String text = schema.toString();
    return keep(schema)
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
