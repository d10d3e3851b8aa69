package io.sillok.node.stream;

import io.sillok.node.stream.DeclarationFacts.Standing;
import io.sillok.node.stream.Declaring.Created;
import io.sillok.node.stream.Declaring.Kept;
import io.sillok.node.stream.Declaring.Refused;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.persistence.Facts;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams that were declared, kept in the store, so that all nodes have the same. A stream's
 * declaration is what counts; the version of its definition follows from it, and whoever comes
 * across a declaration completes it, for who declared it may have stopped in between.
 */
public final class DeclaredStreams {

  /** How long a node may not know of what another has changed. */
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final DeclarationFacts facts;
  private final SchemaVersions versions;
  private final Set<String> entityTypes;
  private final StreamCodecs codecs;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /** Those that modules of this node have declared since it was started. */
  private final Set<String> ofModules = ConcurrentHashMap.newKeySet();

  /**
   * @param entityTypes whose names no stream can have: their logs would be the same
   */
  public DeclaredStreams(
      Facts facts, SchemaVersions versions, Set<String> entityTypes, StreamCodecs codecs) {
    this.facts = new DeclarationFacts(facts);
    this.versions = versions;
    this.entityTypes = Set.copyOf(entityTypes);
    this.codecs = codecs;
  }

  /** Those of a node without upcasters. */
  public DeclaredStreams(Facts facts, SchemaVersions versions, Set<String> entityTypes) {
    this(facts, versions, entityTypes, StreamCodecs.PLAIN);
  }

  /**
   * @param number of changes, from 1
   * @param read the fingerprints of events that it was looked up for
   */
  private record Known(Declared stream, int number, Set<Long> read, long since) {}

  /** The stream named {@code name}; nothing if nobody has declared it. */
  public CompletionStage<Optional<Declared>> find(String name) {
    Known last = known.get(name);
    return last != null && System.nanoTime() - last.since() < FRESH_NANOS
        ? CompletableFuture.completedFuture(Optional.of(last.stream()))
        : facts.of(name).thenCompose(standing -> learn(standing, Set.of()));
  }

  /**
   * The stream named {@code name}, as it was when an event was written with {@code fingerprint}, or
   * later.
   */
  CompletionStage<Optional<Declared>> find(String name, long fingerprint) {
    Known last = known.get(name);
    return last == null
            || last.stream().fingerprint() == fingerprint
            || last.read().contains(fingerprint)
        ? find(name)
        : facts.of(name).thenCompose(standing -> learn(standing, Set.of(fingerprint)));
  }

  /** All of them, by name; the retired ones, too. */
  public CompletionStage<List<Declared>> all() {
    return facts
        .all()
        .thenCompose(standings -> {
          CompletionStage<List<Declared>> all =
              CompletableFuture.completedFuture(new ArrayList<>());
          for (Standing standing : standings) {
            all =
                all.thenCombine(
                    learn(standing, Set.of()),
                    (sofar, stream) -> {
                      stream.ifPresent(sofar::add);
                      return sofar;
                    });
          }
          return all;
        });
  }

  /** What nobody has declared is not kept, so that it is asked for again. */
  private CompletionStage<Optional<Declared>> learn(Standing standing, Set<Long> read) {
    if (standing.declaration().isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    StreamDeclaration declaration = standing.declaration().get();
    String name = declaration.stream();
    Known last = known.get(name);
    CompletionStage<Declared> stream =
        last != null && last.stream().declaration().isSameAs(declaration)
            ? CompletableFuture.completedFuture(last.stream())
            : completed(declaration);
    return stream
        .thenApply(found -> new Known(found, standing.number(), read, System.nanoTime()))
        .thenApply(fresh -> Optional.of(known.merge(name, fresh, DeclaredStreams::later).stream()));
  }

  /** An answer of the store may come after that to what was asked later. */
  private static Known later(Known last, Known fresh) {
    if (fresh.number() < last.number()) {
      return last;
    }
    Set<Long> read = new HashSet<>(fresh.read());
    if (fresh.number() == last.number()) {
      read.addAll(last.read());
    }
    return new Known(fresh.stream(), fresh.number(), Set.copyOf(read), fresh.since());
  }

  private CompletionStage<Declared> completed(StreamDeclaration declaration) {
    DeclaredCodec codec = codecs.of(declaration);
    return versions
        .complete(declaration.stream(), declaration.schema(), SchemaVersions.Reading.of(codec))
        .thenApply(version -> declared(declaration, version, codec));
  }

  private static Declared declared(
      StreamDeclaration declaration, int version, DeclaredCodec codec) {
    return new Declared(declaration, version, codec, DeclarationRules.warnings(declaration));
  }

  /**
   * Declares {@code wanted}: a new stream, or what a stream is from now on.
   *
   * @param dryRun whether nothing is done but to find out what would become of it
   */
  public CompletionStage<Declaring> declare(StreamDeclaration wanted, boolean dryRun) {
    if (entityTypes.contains(wanted.stream())) {
      return CompletableFuture.completedFuture(
          new Refused(
              "stream-of-entity-type",
              "%s is the name of an entity type; choose another".formatted(wanted.stream()),
              List.of()));
    }
    return facts
        .of(wanted.stream())
        .thenCompose(standing ->
            learn(standing, Set.of())
                .thenCompose(present -> versions.of(wanted.stream()))
                .thenCompose(earlier -> {
                  Optional<Refused> refused =
                      DeclarationRules.check(wanted, standing.declaration(), earlier, codecs);
                  return refused.isPresent()
                      ? CompletableFuture.<Declaring>completedFuture(refused.get())
                      : accepted(wanted, standing, earlier, dryRun);
                }));
  }

  /** {@code earlier} are what {@code standing} and all before it have left, and nothing else. */
  private CompletionStage<Declaring> accepted(
      StreamDeclaration wanted, Standing standing, List<SchemaVersion> earlier, boolean dryRun) {
    if (dryRun) {
      int version = SchemaVersion.number(earlier, wanted.schema());
      return CompletableFuture.completedFuture(
          outcome(standing, declared(wanted, version, codecs.of(wanted))));
    }
    if (wanted.module().isPresent()) {
      ofModules.add(wanted.stream());
    }
    return (standing.declaration().filter(wanted::isSameAs).isPresent()
            ? CompletableFuture.completedFuture(true)
            : facts.put(standing.number() + 1, wanted))
        .thenCompose(stands ->
            stands
                ? learn(standing.after(wanted), Set.of())
                    .thenApply(stream -> outcome(standing, stream.orElseThrow()))
                : declare(wanted, false)); // another node was faster
  }

  private static Declaring outcome(Standing standing, Declared stream) {
    return standing.declaration().isEmpty() ? new Created(stream) : new Kept(stream);
  }

  /** Whether a module that is loaded declares the stream: nobody else retires it. */
  public boolean isOfLoadedModule(String name) {
    return ofModules.contains(name);
  }

  /** Has the stream take no more events; what it has stays readable. Nothing if there is none. */
  public CompletionStage<Optional<Declared>> retire(String name) {
    return facts
        .of(name)
        .thenCompose(standing -> {
          Optional<StreamDeclaration> present = standing.declaration();
          if (present.isEmpty() || present.get().retired()) {
            return learn(standing, Set.of());
          }
          StreamDeclaration retired = present.get().asRetired(true);
          return facts
              .put(standing.number() + 1, retired)
              .thenCompose(
                  stands -> stands ? learn(standing.after(retired), Set.of()) : retire(name));
        });
  }
}
