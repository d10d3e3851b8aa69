package io.sillok.client.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.client.append.AppendFailedException;
import io.sillok.client.append.AppendResults;
import io.sillok.client.append.Appender;
import io.sillok.client.consumer.EventConsumer;
import io.sillok.client.event.EventHandler;
import io.sillok.client.event.EventPage;
import io.sillok.client.event.From;
import io.sillok.client.event.NewEvent;
import io.sillok.client.event.Position;
import io.sillok.client.event.Selection;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.http.Call;
import io.sillok.client.http.Pages;
import io.sillok.client.http.Transport;
import io.sillok.client.http.UrlPath;
import io.sillok.client.json.Json;
import io.sillok.client.json.JsonObject;
import io.sillok.client.queue.EventQueue;
import io.sillok.client.table.Table;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Flow.Publisher;
import java.util.stream.Stream;

/** One stream, such as {@code page-viewed} or {@code cart.item-added}; it need not be there yet. */
public final class EventStream {

  private final Transport transport;
  private final Json json;
  private final String name;
  private final String source;
  private final UrlPath path;

  /**
   * Called by {@code SillokClient.stream}.
   *
   * @param source of events that are appended and name none
   */
  public EventStream(Transport transport, Json json, String name, String source) {
    this.transport = transport;
    this.json = json;
    this.name = name;
    this.source = source;
    this.path = UrlPath.of("streams", name);
  }

  public String name() {
    return name;
  }

  /**
   * Declares it, or gives it a new version of its schema.
   *
   * @throws io.sillok.client.failure.ProblemException telling all that is wrong with the
   *     declaration
   */
  public StreamDescription declare(StreamDeclaration declaration) {
    return StreamDescription.of(transport.send(Call.put(path, declaration.json())).object());
  }

  /** What {@link #declare} would answer; nothing is changed. */
  public StreamDescription check(StreamDeclaration declaration) {
    Call call = Call.put(path.with("dryRun", true), declaration.json());
    return StreamDescription.of(transport.send(call).object());
  }

  public StreamDescription describe() {
    return StreamDescription.of(transport.send(Call.get(path)).object());
  }

  /** Takes no more events from now on; what is there can be read. Declaring it revives it. */
  public void retire() {
    transport.send(Call.delete(path));
  }

  /**
   * Moves event time on to {@code time} in all partitions, which completes windows that end before
   * it: events that are earlier can be appended, and are late. It never goes back.
   *
   * @param time of the years 1 to 9999, to the microsecond
   */
  public StreamTime advanceTo(Instant time) {
    return moved(JsonNodeFactory.instance.objectNode().put("advanceTo", time.toString()));
  }

  /** As {@link #advanceTo}, to the end of all times: all events are late from now on. */
  public StreamTime seal() {
    return moved(JsonNodeFactory.instance.objectNode().put("seal", true));
  }

  private StreamTime moved(JsonNode wish) {
    return StreamTime.of(transport.send(Call.post(path.add("time"), wish)).object());
  }

  /**
   * Appends events, all of them and each once.
   *
   * @return one result an event, in order
   * @throws AppendFailedException with the results, if some are not in the stream
   */
  public AppendResults append(NewEvent... events) {
    return append(List.of(events));
  }

  /** The same. */
  public AppendResults append(List<NewEvent> events) {
    return tryAppend(events).orThrow();
  }

  /** Appends events, and leaves it to the caller what to do about those that are not appended. */
  public AppendResults tryAppend(List<NewEvent> events) {
    return new Appender(transport, json, name, source).append(events);
  }

  /**
   * The events that there are from {@code from} on, read while they are taken. A connection that
   * breaks is made again, and goes on exactly behind the last event. Close it if you do not take
   * all.
   */
  public Stream<StreamEvent> read(From from) {
    return read(from, Selection.ALL);
  }

  /** The same, of some events. */
  public Stream<StreamEvent> read(From from, Selection selection) {
    EventIterator events = new EventIterator(transport, reading(from, selection));
    return Pages.stream(events).onClose(events::close);
  }

  /**
   * One page of events.
   *
   * @param selection with a limit up to 1000; 100 if it has none
   */
  public EventPage page(From from, Selection selection) {
    JsonObject page = transport.send(reading(from, selection).call()).object();
    List<StreamEvent> events = page.list("events", event -> StreamEvent.of(event.json(), json));
    return new EventPage(events, new Position(page.text("next")), page.flag("more"));
  }

  /** Where it ends now. */
  public Position end() {
    return page(From.END, Selection.ALL.limit(1)).next();
  }

  /**
   * The events from {@code from} on, and then each as soon as it is durable. A connection that
   * breaks is made again, and goes on exactly behind the last event. Each subscriber has a
   * connection of its own and gets as many events as it asks for; while it asks for none, none are
   * fetched.
   *
   * @param from {@link From#END} is where the stream ends when this is called
   */
  public Publisher<StreamEvent> live(From from) {
    return live(from, Selection.ALL);
  }

  /** The same, of some events; it completes when there were as many as the selection's limit. */
  public Publisher<StreamEvent> live(From from, Selection selection) {
    From place = settled(from);
    return subscriber ->
        new LiveSubscription(transport, name, reading(place, selection), subscriber, () -> {})
            .start();
  }

  /**
   * Hands the events from {@code from} on to {@code handler}, and then each as soon as it is
   * durable, one at a time, until it is closed. What the handler throws ends it.
   */
  public Following follow(From from, EventHandler handler) {
    return follow(from, Selection.ALL, handler);
  }

  /** The same, of some events; it ends when there were as many as the selection's limit. */
  public Following follow(From from, Selection selection, EventHandler handler) {
    Following following =
        new Following(transport, name, reading(settled(from), selection), handler);
    following.start();
    return following;
  }

  /** A named consumer, which keeps its position in the cluster; it need not be there yet. */
  public EventConsumer consumer(String consumer) {
    return new EventConsumer(transport, json, name, consumer);
  }

  /** The names of the consumers that there are. */
  public List<String> consumers() {
    return names("consumers");
  }

  /** A queue, which shares the events among workers; it need not be there yet. */
  public EventQueue queue(String queue) {
    return new EventQueue(transport, json, name, queue);
  }

  /** The names of the queues that there are. */
  public List<String> queues() {
    return names("queues");
  }

  /** The latest value of each key; only of a stream of kind {@link EventKind#ENTITY}. */
  public Table table() {
    return Table.ofStream(transport, json, name);
  }

  private List<String> names(String what) {
    JsonObject list = transport.send(Call.get(path.add(what))).object();
    return list.list(what, each -> each.text("name"));
  }

  /** The end moves on while a connection is made; a position does not. */
  private From settled(From from) {
    return from.equals(From.END) ? end() : from;
  }

  private EventReading reading(From from, Selection selection) {
    return new EventReading(path.add("events"), json, from, selection);
  }
}
