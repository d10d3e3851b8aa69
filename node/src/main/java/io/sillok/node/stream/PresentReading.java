package io.sillok.node.stream;

import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.Streams.StreamReading;
import io.sillok.node.stream.filter.OutdatedFilterException;
import io.sillok.persistence.pekko.query.PlacedEvent;
import io.sillok.protocol.schema.CodecException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A reading that may outlive the definition that it began with: each event is read through the one
 * that its stream has by then. For one event after the other.
 */
final class PresentReading {

  private final DeclaredStreams declared;
  private final EventDecoder decoder;
  private volatile StreamReading reading;

  PresentReading(DeclaredStreams declared, EventDecoder decoder, StreamReading reading) {
    this.declared = declared;
    this.decoder = decoder;
    this.reading = reading;
  }

  /** An event, and the definition that reads it. */
  record Placed(PlacedEvent event, StreamDefinition stream) {}

  CompletionStage<Placed> placed(PlacedEvent event) {
    StreamDefinition last = reading.stream();
    return last instanceof Declared
        ? declared
            .find(last.name(), writtenWith(event))
            .thenApply(found -> new Placed(event, found.isPresent() ? found.get() : last))
        : CompletableFuture.completedFuture(new Placed(event, last));
  }

  private long writtenWith(PlacedEvent event) {
    try {
      return StreamRecordCodec.fingerprint(event.event().event().payload().bytes());
    } catch (CodecException broken) {
      return reading.stream().fingerprint(); // whoever decodes it says so
    }
  }

  /**
   * The event; nothing if it is not wanted.
   *
   * @throws UnreadableEventException if it cannot be read
   * @throws OutdatedFilterException if the filter does not fit the definition that the stream has
   *     now
   */
  Optional<StreamEvent> event(Placed placed) {
    StreamReading present = through(placed.stream());
    StreamEvent event = decoder.event(placed.stream(), placed.event());
    return present.wants(event) ? Optional.of(event) : Optional.empty();
  }

  private StreamReading through(StreamDefinition stream) {
    StreamReading last = reading;
    if (stream.equals(last.stream())) {
      return last;
    }
    StreamReading next =
        new StreamReading(
            stream,
            last.from(),
            last.key(),
            last.partitions(),
            last.filter()
                .map(filter ->
                    OutdatedFilterException.compile(
                        filter.expression(), stream.name(), stream.schema())));
    reading = next;
    return next;
  }
}
