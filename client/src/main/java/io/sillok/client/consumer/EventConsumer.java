package io.sillok.client.consumer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.client.event.EventHandler;
import io.sillok.client.event.From;
import io.sillok.client.event.Position;
import io.sillok.client.http.Call;
import io.sillok.client.http.Transport;
import io.sillok.client.http.UrlPath;
import io.sillok.client.json.Json;
import java.util.Optional;

/** A named consumer of a stream. */
public final class EventConsumer {

  private final Transport transport;
  private final Json json;
  private final String name;
  private final UrlPath path;

  /** Called by {@code EventStream.consumer}. */
  public EventConsumer(Transport transport, Json json, String stream, String name) {
    this.transport = transport;
    this.json = json;
    this.name = name;
    this.path = UrlPath.of("streams", stream, "consumers", name);
  }

  public String name() {
    return name;
  }

  /** Creates it so that it begins with the next event; changes nothing if it is there. */
  public ConsumerDescription create() {
    return create(From.END);
  }

  /** Creates it so that it begins at {@code from}; changes nothing if it is there. */
  public ConsumerDescription create(From from) {
    return create(from, Optional.empty());
  }

  /**
   * The same with a filter.
   *
   * @param filter only events for which this CEL expression is true are handed out
   */
  public ConsumerDescription create(From from, String filter) {
    return create(from, Optional.of(filter));
  }

  /**
   * Gives it another filter, with which it goes on where it is, and its runs, too. One that is not
   * there is created so that it begins with the next event.
   *
   * @param filter only events for which this CEL expression is true are handed out
   */
  public ConsumerDescription replaceFilter(String filter) {
    return replaceFilter(Optional.of(filter));
  }

  /** The same without a filter: all events are handed out from where it is. */
  public ConsumerDescription removeFilter() {
    return replaceFilter(Optional.empty());
  }

  public ConsumerDescription describe() {
    return ConsumerDescription.of(transport.send(Call.get(path)).object());
  }

  /**
   * Commits a position: what is before it is not handed out again.
   *
   * @return how many events are behind it
   */
  public long commit(Position position) {
    Call call = Call.put(path.add("position"), object().put("position", position.text()));
    return transport.send(call).object().number("lag");
  }

  /** Puts it elsewhere; what is behind that is handed out, perhaps again. */
  public ConsumerReset reset(From to) {
    return reset(to, false);
  }

  /** What {@link #reset} would do. */
  public ConsumerReset previewReset(From to) {
    return reset(to, true);
  }

  /** Removes it with its position. */
  public void delete() {
    transport.send(Call.delete(path));
  }

  /** Runs it with the standard options. */
  public ConsumerRun run(EventHandler handler) {
    return run(handler, RunOptions.STANDARD);
  }

  /**
   * Hands its events to {@code handler}, as one of all who run it, until it is closed. Each
   * partition's events come in order, one at a time, and their position is committed behind them;
   * after a failure those that were not committed come again. What the handler throws stops the
   * run, and the event that it was given comes again in the next one.
   */
  public ConsumerRun run(EventHandler handler, RunOptions options) {
    ConsumerRun run = new ConsumerRun(transport, json, this, path, handler, options);
    run.start();
    return run;
  }

  private ConsumerDescription create(From from, Optional<String> filter) {
    return put(object().put("from", from.text()), filter);
  }

  private ConsumerDescription replaceFilter(Optional<String> filter) {
    return put(object().put("replaceFilter", true), filter);
  }

  private ConsumerDescription put(ObjectNode body, Optional<String> filter) {
    filter.ifPresent(expression -> body.put("filter", expression));
    return ConsumerDescription.of(transport.send(Call.put(path, body)).object());
  }

  private ConsumerReset reset(From to, boolean dryRun) {
    ObjectNode body = object().put("to", to.text()).put("dryRun", dryRun);
    return ConsumerReset.of(transport.send(Call.post(path.add("reset"), body)).object());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
