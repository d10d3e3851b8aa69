package io.sillok.client.table;

import io.sillok.client.event.Position;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.http.Call;
import io.sillok.client.http.Pages;
import io.sillok.client.http.Transport;
import io.sillok.client.http.UrlPath;
import io.sillok.client.json.Json;
import java.util.Optional;
import java.util.stream.Stream;

/** The latest value of each key: of an {@code entity} stream, or of an entity type's states. */
public final class Table {

  private static final String UNKNOWN_KEY = "unknown-key";
  private static final int PAGE = 500;

  private final Transport transport;
  private final Json json;
  private final UrlPath path;

  private Table(Transport transport, Json json, UrlPath path) {
    this.transport = transport;
    this.json = json;
    this.path = path;
  }

  /** Called by {@code EventStream.table}. */
  public static Table ofStream(Transport transport, Json json, String stream) {
    return new Table(transport, json, UrlPath.of("streams", stream, "table"));
  }

  /** Called by {@code SillokClient.table}. */
  public static Table ofEntityType(Transport transport, Json json, String entityType) {
    return new Table(transport, json, UrlPath.of("tables", entityType));
  }

  /** The value of a key; empty if there is none. */
  public Optional<Row> get(String key) {
    return row(path.add(key));
  }

  /**
   * The value of a key when the table has all events before {@code atLeast}, such as where an
   * append said that it is in the stream.
   */
  public Optional<Row> get(String key, Position atLeast) {
    return row(path.add(key).with("atLeast", atLeast.text()));
  }

  /** All rows in the order of their keys, read while they are taken. */
  public Stream<Row> rows() {
    return rows(Rows.ALL);
  }

  /** Some rows in the order of their keys, read while they are taken. */
  public Stream<Row> rows(Rows which) {
    UrlPath list =
        path.with("prefix", which.prefix())
            .with("after", which.after())
            .with("atLeast", which.atLeast().map(Position::text))
            .with("limit", PAGE);
    return Pages.following(
        list,
        page ->
            Pages.linked(
                transport.send(Call.get(page)).object(), "rows", row -> Row.of(row, json)));
  }

  /** Builds it again from its log, beside what it is, and compares. */
  public TableVerification verify() {
    return verify(path.add("verify"));
  }

  /** The same; what differs is then as the log makes it. */
  public TableVerification verifyAndMend() {
    return verify(path.add("verify").with("rebuild", true));
  }

  private TableVerification verify(UrlPath how) {
    return TableVerification.of(transport.send(Call.post(how)).object());
  }

  private Optional<Row> row(UrlPath at) {
    try {
      return Optional.of(Row.of(transport.send(Call.get(at)).object(), json));
    } catch (ProblemException problem) {
      if (problem.code().equals(UNKNOWN_KEY)) {
        return Optional.empty();
      }
      throw problem;
    }
  }
}
