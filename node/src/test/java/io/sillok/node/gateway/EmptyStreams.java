package io.sillok.node.gateway;

import io.sillok.node.entity.Entities;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.gateway.stream.StreamRates;
import io.sillok.node.gateway.stream.StreamServices;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.SchemaVersion;
import io.sillok.node.stream.SchemaVersions;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.OfEntityType;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPage;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.consumer.Consumers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;

/** The streams of entity types that have no events. */
final class EmptyStreams implements Streams {

  private final List<StreamDefinition> definitions;

  EmptyStreams(EntityModels models) {
    definitions =
        models.modules().stream()
            .flatMap(module -> module.entityTypes().stream())
            .flatMap(model ->
                model.events().values().stream()
                    .<StreamDefinition>map(event -> new OfEntityType(model.type().name(), event)))
            .toList();
  }

  /** All that the gateway serves of them; nothing can be appended. */
  StreamServices services(ActorSystem<?> system, Entities entities) {
    InMemoryFacts facts = new InMemoryFacts();
    return new StreamServices(
        this,
        new DeclaredStreams(facts, new SchemaVersions(facts), Set.of()),
        (stream, events) -> {
          throw new UnsupportedOperationException("Nothing is appended to " + stream.name());
        },
        new Consumers(system, entities, this, new NobodyConnected()),
        new NoQueues(),
        new NoTimes(),
        new StreamRates());
  }

  @Override
  public CompletionStage<List<StreamDefinition>> all() {
    return CompletableFuture.completedFuture(definitions);
  }

  @Override
  public CompletionStage<Optional<StreamDefinition>> find(String name) {
    return CompletableFuture.completedFuture(
        definitions.stream().filter(stream -> stream.name().equals(name)).findFirst());
  }

  @Override
  public int partitions() {
    return 32;
  }

  @Override
  public CompletionStage<List<SchemaVersion>> versions(StreamDefinition stream) {
    return CompletableFuture.completedFuture(
        List.of(new SchemaVersion(1, stream.fingerprint(), stream.schema())));
  }

  @Override
  public CompletionStage<StreamPosition> end(StreamDefinition stream) {
    return CompletableFuture.completedFuture(StreamPosition.start(stream.name()));
  }

  @Override
  public CompletionStage<StreamPosition> start(StreamDefinition stream) {
    return end(stream);
  }

  @Override
  public CompletionStage<StreamPosition> since(StreamDefinition stream, Instant time) {
    return end(stream);
  }

  @Override
  public CompletionStage<List<StreamEvent>> latest(StreamDefinition stream, int count) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<StreamPage> page(StreamReading reading, int limit) {
    return CompletableFuture.completedFuture(new StreamPage(List.of(), reading.from()));
  }

  @Override
  public Source<StreamEvent, NotUsed> current(StreamReading reading) {
    return Source.empty();
  }

  @Override
  public Source<StreamEvent, NotUsed> live(StreamReading reading) {
    return Source.<StreamEvent>maybe().mapMaterializedValue(never -> NotUsed.getInstance());
  }

  @Override
  public Source<Passing, NotUsed> livePassing(StreamReading reading) {
    return Source.<Passing>maybe().mapMaterializedValue(never -> NotUsed.getInstance());
  }
}
