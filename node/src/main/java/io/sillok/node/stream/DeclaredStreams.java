package io.sillok.node.stream;

import io.sillok.node.stream.DeclarationFacts.Standing;
import io.sillok.node.stream.Declaring.Created;
import io.sillok.node.stream.Declaring.Kept;
import io.sillok.node.stream.Declaring.Refused;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.persistence.Facts;
import io.sillok.protocol.design.Finding;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that were declared, kept in the store, so that all nodes have the same. */
public final class DeclaredStreams {

  /** How long a node may not know of what another has changed. */
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final DeclarationFacts facts;
  private final SchemaVersions versions;
  private final Set<String> entityTypes;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /**
   * @param entityTypes whose names no stream can have: their logs would be the same
   */
  public DeclaredStreams(Facts facts, SchemaVersions versions, Set<String> entityTypes) {
    this.facts = new DeclarationFacts(facts);
    this.versions = versions;
    this.entityTypes = Set.copyOf(entityTypes);
  }

  private record Known(Optional<Declared> stream, long since) {}

  /** The stream named {@code name}; nothing if nobody has declared it. */
  public CompletionStage<Optional<Declared>> find(String name) {
    Known last = known.get(name);
    return last != null && System.nanoTime() - last.since() < FRESH_NANOS
        ? CompletableFuture.completedFuture(last.stream())
        : facts.of(name).thenCompose(standing -> learn(name, standing.declaration()));
  }

  /** All of them, by name; the retired ones, too. */
  public CompletionStage<List<Declared>> all() {
    return facts
        .all()
        .thenCompose(declarations -> {
          CompletionStage<List<Declared>> all =
              CompletableFuture.completedFuture(new ArrayList<>());
          for (StreamDeclaration declaration : declarations) {
            all =
                all.thenCombine(
                    learn(declaration.stream(), Optional.of(declaration)),
                    (sofar, stream) -> {
                      stream.ifPresent(sofar::add);
                      return sofar;
                    });
          }
          return all;
        });
  }

  private CompletionStage<Optional<Declared>> learn(
      String name, Optional<StreamDeclaration> declaration) {
    Known last = known.get(name);
    CompletionStage<Optional<Declared>> stream;
    if (last != null && last.stream().map(Declared::declaration).equals(declaration)) {
      stream = CompletableFuture.completedFuture(last.stream());
    } else if (declaration.isEmpty()) {
      stream = CompletableFuture.completedFuture(Optional.empty());
    } else {
      stream = versions.of(name).thenApply(all -> Optional.of(declared(declaration.get(), all)));
    }
    return stream.thenApply(found -> {
      if (found.isPresent()) { // what nobody declared is asked for again
        known.put(name, new Known(found, System.nanoTime()));
      }
      return found;
    });
  }

  private static Declared declared(StreamDeclaration declaration, List<SchemaVersion> versions) {
    DeclaredCodec codec = DeclaredCodec.of(declaration.schema());
    int version =
        versions.stream()
            .filter(each -> each.fingerprint() == codec.fingerprint())
            .mapToInt(SchemaVersion::number)
            .findFirst()
            .orElse(versions.size() + 1);
    List<Finding> warnings = DeclarationRules.warnings(declaration.schema());
    return new Declared(declaration, version, codec, warnings);
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
        .thenCombine(
            versions.of(wanted.stream()),
            (standing, earlier) -> {
              Optional<Refused> refused =
                  DeclarationRules.check(wanted, standing.declaration(), earlier);
              return refused.isPresent()
                  ? CompletableFuture.<Declaring>completedFuture(refused.get())
                  : accepted(wanted, standing, earlier, dryRun);
            })
        .thenCompose(outcome -> outcome);
  }

  private CompletionStage<Declaring> accepted(
      StreamDeclaration wanted, Standing standing, List<SchemaVersion> earlier, boolean dryRun) {
    if (dryRun) {
      return CompletableFuture.completedFuture(outcome(standing, declared(wanted, earlier)));
    }
    DeclaredCodec codec = DeclaredCodec.of(wanted.schema());
    return versions
        .register(wanted.stream(), wanted.schema(), SchemaVersions.Reading.of(codec::unreadable))
        .thenCompose(version ->
            standing.declaration().equals(Optional.of(wanted))
                ? CompletableFuture.completedFuture(true)
                : facts.put(standing.number() + 1, wanted))
        .thenCompose(stands ->
            stands
                ? learn(wanted.stream(), Optional.of(wanted))
                    .thenApply(stream -> outcome(standing, stream.orElseThrow()))
                : declare(wanted, false)); // another node was faster
  }

  private static Declaring outcome(Standing standing, Declared stream) {
    return standing.declaration().isEmpty() ? new Created(stream) : new Kept(stream);
  }

  /** Has the stream take no more events; what it has stays readable. Nothing if there is none. */
  public CompletionStage<Optional<Declared>> retire(String name) {
    return facts
        .of(name)
        .thenCompose(standing -> {
          Optional<StreamDeclaration> present = standing.declaration();
          if (present.isEmpty() || present.get().retired()) {
            return learn(name, present);
          }
          StreamDeclaration retired = present.get().asRetired(true);
          return facts
              .put(standing.number() + 1, retired)
              .thenCompose(stands -> stands ? learn(name, Optional.of(retired)) : retire(name));
        });
  }
}
