package io.sillok.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.client.http.Authority;
import io.sillok.client.http.Backoff;
import io.sillok.client.http.Nodes;
import io.sillok.client.http.Settings;
import io.sillok.client.http.Transport;
import io.sillok.client.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;

/** Settings of a client that is to be connected. */
public final class ClientBuilder {

  private final List<URI> nodes = new ArrayList<>();
  private final Map<String, String> headers = new HashMap<>();
  private Duration connectWithin = Duration.ofSeconds(5);
  private Duration answerWithin = Duration.ofSeconds(35); // a node gives up its own after 30 s
  private Duration deadline = Duration.ofSeconds(60);
  private Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));
  private Json json = Json.standard();
  private String source = "sillok-client/" + UUID.randomUUID();
  private Optional<SSLContext> trust = Optional.empty();
  private Optional<HttpClient> http = Optional.empty();

  ClientBuilder() {}

  /** Addresses of nodes, such as {@code http://127.0.0.1:8080}; more than before. */
  public ClientBuilder nodes(URI... more) {
    nodes.addAll(List.of(more));
    return this;
  }

  /** Until a connection to a node is there; 5 s if it is not said. */
  public ClientBuilder connectWithin(Duration time) {
    connectWithin = time;
    return this;
  }

  /** From a request to its whole answer, for one try; 35 s if it is not said. */
  public ClientBuilder answerWithin(Duration time) {
    answerWithin = time;
    return this;
  }

  /** For a call with all its tries; 60 s if it is not said. */
  public ClientBuilder deadline(Duration time) {
    deadline = time;
    return this;
  }

  /**
   * Between tries: twice as long each time. A node's {@code Retry-After} comes on top.
   *
   * @param first before the second try; 50 ms if it is not said
   * @param most before any; 5 s if it is not said
   */
  public ClientBuilder backoff(Duration first, Duration most) {
    backoff = new Backoff(first, most);
    return this;
  }

  /** A header of every request, such as one that a proxy in front of the cluster asks for. */
  public ClientBuilder header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Reads and writes the application's records; one for times and optionals if it is not said. */
  public ClientBuilder json(ObjectMapper mapper) {
    json = new Json(mapper);
    return this;
  }

  /**
   * The source of events that are appended and name none. Say it where events have ids that mean
   * the same to another process; a new one by chance otherwise.
   */
  public ClientBuilder source(String name) {
    source = name;
    return this;
  }

  /**
   * Whose certificates the nodes at {@code https} addresses have; those that Java trusts if it is
   * not said. The file is read now.
   *
   * @param file certificates of authorities, PEM
   * @throws IllegalArgumentException if there are none that can be read
   */
  public ClientBuilder authority(Path file) {
    trust = Optional.of(Authority.in(file));
    return this;
  }

  /**
   * Your own way to connect, such as through a proxy or with a certificate of this client; it is
   * yours to close.
   */
  public ClientBuilder httpClient(HttpClient client) {
    http = Optional.of(client);
    return this;
  }

  /**
   * The client. Connects when it is first used.
   *
   * @throws IllegalArgumentException if there is no node, or the address of one is not valid
   */
  public SillokClient connect() {
    Settings settings = new Settings(connectWithin, answerWithin, deadline, backoff, headers);
    Nodes addresses = Nodes.of(nodes, ThreadLocalRandom.current());
    HttpClient client = http.orElseGet(this::newHttpClient);
    return new SillokClient(
        new Transport(addresses, settings, client, http.isEmpty()), json, source);
  }

  private HttpClient newHttpClient() {
    HttpClient.Builder client =
        HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(connectWithin);
    trust.ifPresent(client::sslContext);
    return client.build();
  }
}
