package io.sillok.client;

import io.sillok.client.entity.Entity;
import io.sillok.client.http.Call;
import io.sillok.client.http.Pages;
import io.sillok.client.http.Transport;
import io.sillok.client.http.UrlPath;
import io.sillok.client.json.Json;
import io.sillok.client.projection.Projection;
import io.sillok.client.stream.EventStream;
import io.sillok.client.table.Table;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * A client of a cluster. Any node answers for all, so it asks one and goes on to the next when that
 * one fails. Every call is repeated until it is answered or the deadline is over, and takes effect
 * once. Thread-safe; one is enough for an application.
 */
public final class SillokClient implements AutoCloseable {

  private static final int PAGE = 1000;

  private final Transport transport;
  private final Json json;
  private final String source;

  SillokClient(Transport transport, Json json, String source) {
    this.transport = transport;
    this.json = json;
    this.source = source;
  }

  /**
   * A client with the standard settings. Connects when it is first used.
   *
   * @param nodes such as {@code http://127.0.0.1:8080}; as many of the cluster's as you like
   */
  public static SillokClient connect(URI... nodes) {
    return builder().nodes(nodes).connect();
  }

  /** A client with settings of your own. */
  public static ClientBuilder builder() {
    return new ClientBuilder();
  }

  /** An entity; it need not have any events yet. */
  public Entity entity(String type, String id) {
    return new Entity(transport, json, type, id);
  }

  /**
   * The ids of the entities of a type that have events, in byte order, read while they are taken.
   */
  public Stream<String> entityIds(String type) {
    return Pages.following(
        UrlPath.of("entities", type).with("limit", PAGE),
        page -> Pages.linkedTexts(transport.send(Call.get(page)).object(), "ids"));
  }

  /** A stream; it need not be there yet. */
  public EventStream stream(String name) {
    return new EventStream(transport, json, name, source);
  }

  /** All streams that there are. */
  public List<EventStream> streams() {
    return transport
        .send(Call.get(UrlPath.of("streams")))
        .object()
        .list("streams", stream -> stream(stream.text("name")));
  }

  /** A projection; it need not be there yet. */
  public Projection projection(String name) {
    return new Projection(transport, json, this::stream, name);
  }

  /** All projections that there are. */
  public List<Projection> projections() {
    return transport
        .send(Call.get(UrlPath.of("projections")))
        .object()
        .list("projections", projection -> projection(projection.text("name")));
  }

  /** The states of all entities of a type. */
  public Table table(String entityType) {
    return Table.ofEntityType(transport, json, entityType);
  }

  /**
   * Stops consumers, workers and subscriptions as their own close does, and then the connections.
   */
  @Override
  public void close() {
    transport.close();
  }
}
