package io.sillok.client.projection;

import io.sillok.client.http.Call;
import io.sillok.client.http.Pages;
import io.sillok.client.http.Transport;
import io.sillok.client.http.UrlPath;
import io.sillok.client.json.Json;
import io.sillok.client.stream.EventStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What windows of event time over streams add up to; it need not be there yet. */
public final class Projection {

  private static final int PAGE = 500;

  private final Transport transport;
  private final Json json;
  private final Function<String, EventStream> streams;
  private final String name;
  private final UrlPath path;

  /**
   * Called by {@code SillokClient.projection}.
   *
   * @param streams by name
   */
  public Projection(
      Transport transport, Json json, Function<String, EventStream> streams, String name) {
    this.transport = transport;
    this.json = json;
    this.streams = streams;
    this.name = name;
    this.path = UrlPath.of("projections", name);
  }

  public String name() {
    return name;
  }

  /**
   * Declares it, or its next version if there is another one; the version before serves until the
   * next has come as far. The same again changes nothing.
   *
   * @throws io.sillok.client.failure.ProblemException telling all that is wrong with the
   *     declaration, each with its place
   */
  public DeclaredProjection declare(ProjectionDeclaration declaration) {
    return declare(path, declaration);
  }

  /** What {@link #declare} would answer; nothing is changed. */
  public DeclaredProjection check(ProjectionDeclaration declaration) {
    return declare(path.with("dryRun", true), declaration);
  }

  private DeclaredProjection declare(UrlPath at, ProjectionDeclaration declaration) {
    return DeclaredProjection.of(transport.send(Call.put(at, declaration.json())).object());
  }

  /** What it is, and how far it has come. */
  public ProjectionDescription describe() {
    return ProjectionDescription.of(transport.send(Call.get(path)).object());
  }

  /**
   * Has it run no more; its streams stay, and the same declaration has it go on. Only of one that
   * was declared: one of a module runs as long as that is loaded.
   */
  public void delete() {
    transport.send(Call.delete(path));
  }

  /** The last result of each window that was told, by end, start and key, read while taken. */
  public Stream<WindowResult> windows() {
    return windows(Windows.ALL);
  }

  /** The last results of some windows, or what they hold by now; read while they are taken. */
  public Stream<WindowResult> windows(Windows which) {
    return Pages.following(
        which.of(path.add("windows")).with("limit", PAGE),
        page ->
            Pages.linked(
                transport.send(Call.get(page)).object(),
                "windows",
                window -> WindowResult.of(window, json)));
  }

  /**
   * The windows with the largest values, largest first, then by key, start and end.
   *
   * @param most at most so many, 1 to 1000
   * @param by a number of the values, with points between names, or {@code count}, the events in
   *     the window; windows without it are left out
   */
  public List<WindowResult> top(int most, String by) {
    return top(most, by, Windows.ALL);
  }

  /**
   * The same among some windows; if they are {@linkplain Windows#open open}, what they hold by now
   * is compared with what the others told.
   */
  public List<WindowResult> top(int most, String by, Windows among) {
    UrlPath first = among.of(path.add("windows")).with("top", most).with("by", by);
    return transport
        .send(Call.get(first))
        .object()
        .list("windows", window -> WindowResult.of(window, json));
  }

  /** A stream with its results: to read, to follow, or for consumers and queues. */
  public EventStream results() {
    return streams.apply(describe().streams().results());
  }

  /** A stream with the events that were too late for a window, once for each: {@link LateEvent}. */
  public EventStream late() {
    return streams.apply(describe().streams().late());
  }

  /** A stream with the events that it has no answer for: {@link RejectedEvent}. */
  public EventStream rejected() {
    return streams.apply(describe().streams().rejected());
  }

  /** Makes its results anew from the logs, and compares; waits up to the client's deadline. */
  public ProjectionVerification verify() {
    return verify(Duration.ZERO);
  }

  /**
   * The same with more patience, for long logs: a node goes on with it while it is asked again.
   *
   * @param more beyond the client's deadline
   */
  public ProjectionVerification verify(Duration more) {
    Call call = Call.post(path.add("verify")).waiting(more);
    return ProjectionVerification.of(transport.send(call).object());
  }
}
