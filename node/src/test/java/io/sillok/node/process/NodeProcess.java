package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.process.NodeLaunch.Ended;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of {@code sillok}: a node that serves, or any other command. */
public final class NodeProcess implements NodeLaunch.Outcome, AutoCloseable {

  private static final Pattern SERVES = Pattern.compile("Sillok serves at (\\S+) .*");
  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Lines out;
  private final Lines err;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private String url = "";

  NodeProcess(Process process) {
    this.process = process;
    this.out = Lines.of(process.getInputStream());
    this.err = Lines.of(process.getErrorStream());
  }

  /** Returns when it serves or has ended; answers whether it serves. */
  public boolean awaitReady() {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    boolean serves = false;
    while (!serves && process.isAlive()) {
      for (String line : out.all()) {
        Matcher told = SERVES.matcher(line);
        if (told.matches()) {
          url = told.group(1);
          serves = true;
        }
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not ready in time: %s %s".formatted(out.all(), err.all()));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    return serves;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it logged so far. */
  public List<String> log() {
    return err.all();
  }

  public String url() {
    return url;
  }

  /** Where it will serve, to ask it before it does. */
  public NodeProcess at(int port) {
    url = "http://127.0.0.1:" + port;
    return this;
  }

  /** Sends a command; a body that is empty is an empty body. */
  public Answer command(String entity, String command, String body, String... headers)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type");
    all.add("application/json");
    return send(
        HttpRequest.newBuilder(at("/v1/entities/" + entity + "/commands/" + command))
            .headers(all.toArray(String[]::new))
            .POST(BodyPublishers.ofString(body)));
  }

  /** Sends {@code body} of the media type {@code type}. */
  public Answer send(String method, String path, String type, String body) throws IOException {
    return send(
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body)));
  }

  public Answer get(String path) throws IOException {
    return send(HttpRequest.newBuilder(at(path)));
  }

  /** Sends {@code body} as JSON. */
  Answer send(String method, String path, String body, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type");
    all.add("application/json");
    return send(
        HttpRequest.newBuilder(at(path))
            .headers(all.toArray(String[]::new))
            .method(method, BodyPublishers.ofString(body)));
  }

  /** All events of a stream that are there, from a path under its events. */
  List<JsonNode> lines(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(at(path))
            .timeout(ANSWERS_WITHIN)
            .header("Accept", "application/x-ndjson")
            .build();
    List<JsonNode> lines = new ArrayList<>();
    try {
      for (String line : http.send(request, BodyHandlers.ofString()).body().lines().toList()) {
        lines.add(JSON.readTree(line));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
    return lines;
  }

  /** All events of an entity, page by page; none if it has none. */
  public List<JsonNode> events(String entity) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    String path = "/v1/entities/" + entity + "/events?limit=100";
    while (!path.isEmpty()) {
      Answer answer = get(path);
      if (answer.code().equals("entity-not-found")) {
        return events;
      }
      if (answer.status() != 200) {
        throw new AssertionError(path + " was answered with " + answer);
      }
      events.addAll(answer.events());
      JsonNode next = answer.body().path("next");
      path = next.isTextual() ? next.textValue() : "";
    }
    return events;
  }

  /** Ends it as a power cut would. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Stops it where it stands. */
  public void pause() throws IOException {
    signal("STOP");
  }

  /** Lets it go on. */
  public void resume() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    String pid = Long.toString(process.pid());
    try {
      assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  /** Tells it to stop and returns at once. */
  public void terminate() {
    process.toHandle().destroy(); // the process's own would close what it still has to say
  }

  /** What it said and its exit code, when it has ended. */
  public Ended awaitEnd() {
    try {
      if (!process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("Did not end in time: %s %s".formatted(out.all(), err.all()));
      }
      return new Ended(process.exitValue(), out.toTheEnd(), err.toTheEnd());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    http.shutdownNow();
    out.close();
    err.close();
  }

  private URI at(String path) {
    return URI.create(url + path);
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<byte[]> response =
          http.send(request.timeout(ANSWERS_WITHIN).build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
