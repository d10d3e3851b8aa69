package io.sillok.node.gateway.stream;

import io.sillok.node.downstream.Downstreams;
import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.append.Appends;
import io.sillok.node.stream.consumer.Consumers;
import io.sillok.node.stream.queue.Queues;
import io.sillok.node.stream.time.StreamTimes;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** What the gateway serves of streams. */
public record StreamServices(
    Streams streams,
    DeclaredStreams declared,
    Appends appends,
    Consumers consumers,
    Queues queues,
    StreamTimes times,
    StreamRates rates) {

  /**
   * Looks once whether readers have filters that do not fit the streams of modules, and tells that
   * in the log.
   */
  public CompletionStage<Void> lookAtFilters() {
    return new ReaderFilters(consumers, queues).warnOfModules(streams);
  }

  /** Reads events for requests. */
  public EventReads events(StreamFeeds feeds) {
    return new EventReads(streams, new StreamLookup(streams), feeds);
  }

  /**
   * The routes of all of it.
   *
   * @param downstreams knows the queues that are not for others
   * @param batches takes bodies as large as batches of events are
   */
  public List<Route> routes(
      StreamFeeds feeds, Downstreams downstreams, BodyReader bodies, BodyReader batches) {
    StreamLookup lookup = new StreamLookup(streams);
    return Stream.of(
            new StreamRoutes(streams, lookup, events(feeds), times, rates).routes(),
            new TimeRoutes(times, lookup, bodies, InstantSource.system()).routes(),
            new DeclarationRoutes(declared, lookup, new ReaderFilters(consumers, queues), bodies)
                .routes(),
            new AppendRoutes(appends, lookup, batches).routes(),
            new ConsumerRoutes(consumers, lookup, bodies).routes(),
            new ConsumerFeedRoutes(consumers, lookup, feeds).routes(),
            new QueueRoutes(queues, lookup, downstreams, bodies, InstantSource.system()).routes(),
            new QueueWorkRoutes(queues, lookup, feeds, downstreams, bodies, streams.partitions())
                .routes(),
            new DeadLetterRoutes(queues, lookup, bodies).routes())
        .flatMap(List::stream)
        .toList();
  }
}
