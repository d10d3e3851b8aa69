package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.append.Appends;
import java.util.List;
import java.util.stream.Stream;

/** What the gateway serves of streams. */
public record StreamServices(
    Streams streams, DeclaredStreams declared, Appends appends, StreamRates rates) {

  /**
   * The routes of all of it.
   *
   * @param batches takes bodies as large as batches of events are
   */
  public List<Route> routes(StreamFeeds feeds, BodyReader bodies, BodyReader batches) {
    StreamLookup lookup = new StreamLookup(streams);
    return Stream.of(
            new StreamRoutes(streams, lookup, feeds, rates).routes(),
            new DeclarationRoutes(declared, lookup, bodies).routes(),
            new AppendRoutes(appends, lookup, batches).routes())
        .flatMap(List::stream)
        .toList();
  }
}
