package io.sillok.client.queue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.http.Call;
import io.sillok.client.http.Pages;
import io.sillok.client.http.Transport;
import io.sillok.client.http.UrlPath;
import io.sillok.client.json.Json;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A queue over a stream. */
public final class EventQueue {

  private static final int PAGE = 100;
  private static final int MOST_AT_ONCE = 1_000;

  private final Transport transport;
  private final Json json;
  private final String name;
  private final UrlPath path;

  /** Called by {@code EventStream.queue}. */
  public EventQueue(Transport transport, Json json, String stream, String name) {
    this.transport = transport;
    this.json = json;
    this.name = name;
    this.path = UrlPath.of("streams", stream, "queues", name);
  }

  public String name() {
    return name;
  }

  /** Creates it as nodes think best, beginning with the next event. */
  public QueueDescription create() {
    return create(QueueSettings.STANDARD);
  }

  /** Creates it; what is there already keeps its place. */
  public QueueDescription create(QueueSettings settings) {
    return QueueDescription.of(transport.send(Call.put(path, settings.json())).object());
  }

  public QueueDescription describe() {
    return QueueDescription.of(transport.send(Call.get(path)).object());
  }

  /** Removes it with its dead letters; the events stay in the stream. */
  public void delete() {
    transport.send(Call.delete(path));
  }

  /** Up to {@code max} items that are ready now; perhaps none. */
  public List<QueueItem> receive(int max) {
    return receive(max, Duration.ZERO);
  }

  /**
   * Up to {@code max} items, as soon as there is one; none if there was none for {@code wait}.
   *
   * @param max 1 to 1000
   * @param wait at most 25 s
   */
  public List<QueueItem> receive(int max, Duration wait) {
    return receive(max, wait, Optional.empty());
  }

  /** The same with another lease than the queue's. */
  public List<QueueItem> receive(int max, Duration wait, Duration lease) {
    return receive(max, wait, Optional.of(lease));
  }

  /** These are done. */
  public List<Settlement> ack(Collection<QueueItem> items) {
    return settle("ack", items, object());
  }

  /** These are to be tried again, after the queue's delay. */
  public List<Settlement> nack(Collection<QueueItem> items, String reason) {
    return settle("nack", items, object().put("reason", reason));
  }

  /** These are to be tried again after {@code delay}. */
  public List<Settlement> nack(Collection<QueueItem> items, String reason, Duration delay) {
    return settle("nack", items, object().put("reason", reason).put("delay", delay.toString()));
  }

  /** These can never be done, and go to the dead letters. */
  public List<Settlement> reject(Collection<QueueItem> items, String reason) {
    return settle("reject", items, object().put("reason", reason));
  }

  /** These need longer: they are leased for {@code lease} from now. */
  public List<Settlement> extend(Collection<QueueItem> items, Duration lease) {
    return settle("extend", items, object().put("lease", lease.toString()));
  }

  /** What was given up, read while it is taken. */
  public Stream<DeadLetter> deadLetters() {
    UrlPath letters = path.add("dead-letters").with("limit", PAGE);
    return Pages.following(
        letters,
        page ->
            Pages.behind(
                transport.send(Call.get(page)).object(),
                letters,
                "deadLetters",
                letter -> DeadLetter.of(letter, json)));
  }

  /** Hands these out again; answers how many there were. */
  public long replay(Collection<DeadLetter> letters) {
    return these("replay", "replayed", letters);
  }

  /** Hands all dead letters out again; answers how many there were. */
  public long replayAll() {
    return deadLetters("replay", "replayed", object().put("all", true));
  }

  /** Drops these for good; answers how many there were. */
  public long discard(Collection<DeadLetter> letters) {
    return these("discard", "discarded", letters);
  }

  /** Drops all dead letters for good; answers how many there were. */
  public long discardAll() {
    return deadLetters("discard", "discarded", object().put("all", true));
  }

  /** Starts workers with the standard options. */
  public Workers workers(int count, ItemHandler handler) {
    return workers(count, handler, WorkerOptions.STANDARD);
  }

  /**
   * Has up to {@code count} items handled at a time, until it is closed. An item stays leased for
   * as long as its handler takes.
   *
   * @param count 1 to 1000
   */
  public Workers workers(int count, ItemHandler handler, WorkerOptions options) {
    Duration lease = options.lease().orElseGet(() -> describe().lease());
    Workers workers = new Workers(transport, this, count, handler, options, lease);
    workers.start();
    return workers;
  }

  private List<QueueItem> receive(int max, Duration wait, Optional<Duration> lease) {
    ObjectNode body = object().put("max", max).put("wait", wait.toString());
    lease.ifPresent(time -> body.put("lease", time.toString()));
    Call call = Call.post(path.add("receive"), body).waiting(wait);
    return transport.send(call).object().list("items", item -> QueueItem.of(item, json));
  }

  private List<Settlement> settle(String how, Collection<QueueItem> items, ObjectNode body) {
    return new Settling(transport, path.add(how), body)
        .settle(items.stream().map(QueueItem::receipt).toList());
  }

  private long deadLetters(String how, String counted, ObjectNode body) {
    return transport.send(Call.post(path.add("dead-letters", how), body)).object().number(counted);
  }

  private long these(String how, String counted, Collection<DeadLetter> letters) {
    List<DeadLetter> all = List.copyOf(letters);
    long count = 0;
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      ObjectNode body = object();
      var items = body.putArray("items");
      all.subList(from, Math.min(from + MOST_AT_ONCE, all.size()))
          .forEach(letter ->
              items
                  .addObject()
                  .put("partition", letter.partition())
                  .put("offset", letter.offset()));
      count += named(how, counted, body);
    }
    return count;
  }

  /** Repeated after a lost answer, it finds none of them any more. */
  private long named(String how, String counted, ObjectNode body) {
    try {
      return deadLetters(how, counted, body);
    } catch (ProblemException none) {
      if (none.code().equals("unknown-dead-letter")) {
        return 0;
      }
      throw none;
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
