package io.sillok.node.gateway;

import io.sillok.node.entity.EntityModels;
import io.sillok.node.stream.SchemaVersion;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPage;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
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
                    .map(event -> new StreamDefinition(model.type().name(), event)))
            .toList();
  }

  @Override
  public List<StreamDefinition> all() {
    return definitions;
  }

  @Override
  public Optional<StreamDefinition> find(String name) {
    return definitions.stream().filter(stream -> stream.name().equals(name)).findFirst();
  }

  @Override
  public CompletionStage<List<SchemaVersion>> versions(StreamDefinition stream) {
    var avro = stream.event().avro();
    return CompletableFuture.completedFuture(
        List.of(new SchemaVersion(1, avro.fingerprint(), avro.schema())));
  }

  @Override
  public CompletionStage<StreamPosition> end(StreamDefinition stream) {
    return CompletableFuture.completedFuture(StreamPosition.start(stream.name()));
  }

  @Override
  public CompletionStage<StreamPosition> since(StreamDefinition stream, Instant time) {
    return end(stream);
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
}
