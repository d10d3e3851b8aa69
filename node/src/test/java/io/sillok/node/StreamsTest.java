package io.sillok.node;

import static io.sillok.node.TestNodes.command;
import static io.sillok.node.TestNodes.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import io.sillok.node.StreamReader.Feed;
import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.account.AccountCommand.PayOut;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of a real node, over HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
final class StreamsTest {

  private static final String DEPOSITED = "/streams/account.deposited";
  private static final String EVENTS = DEPOSITED + "/events";
  private static final int ACCOUNTS = 6;
  private static final int DEPOSITS = 40;
  private static final AtomicLong UNLUCKY = new AtomicLong(887_000);

  @TempDir private static Path data;

  private SillokNode node;
  private StreamReader reader;
  private Instant between = Instant.MAX;

  @BeforeAll
  void start() throws InterruptedException {
    node = TestNodes.start(data);
    reader = new StreamReader(node);
    for (int number = 1; number <= DEPOSITS; number++) {
      execute(node, "a" + number % ACCOUNTS, command(new Deposit(number)));
      execute(node, "a" + number % ACCOUNTS, command(new PayOut(1)));
      if (number == DEPOSITS / 2) {
        Thread.sleep(5);
        between = Instant.now();
        Thread.sleep(5);
      }
    }
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void streams_are_listed_and_described() throws Exception {
    assertThat(reader.get("/streams").path("streams").findValuesAsText("name"))
        .contains("account.coin-taken", "account.deposited", "account.noted")
        .isSorted();
    JsonNode stream = reader.get(DEPOSITED);
    assertThat(stream.path("entityType").asText()).isEqualTo("account");
    assertThat(stream.at("/schema/name").asText()).isEqualTo("Deposited");
    assertThat(stream.at("/jsonSchema/properties").has("amount")).isTrue();
    assertThat(stream.path("fingerprint").asText()).matches("[0-9a-f]{16}");
  }

  @Test
  void pages_hold_each_event_once_and_those_of_an_entity_in_order() throws Exception {
    List<JsonNode> all = new ArrayList<>();
    String from = "start";
    JsonNode page;
    do {
      page = reader.get(EVENTS + "?limit=7&from=" + from);
      page.path("events").forEach(all::add);
      from = page.path("next").asText();
    } while (page.path("events").size() == 7);

    assertThat(new HashSet<>(amounts(all))).hasSizeGreaterThanOrEqualTo(DEPOSITS);
    assertThat(all.size()).isEqualTo(new HashSet<>(positions(all)).size());
    Map<String, Long> last = new HashMap<>();
    for (JsonNode event : all) {
      long number = event.path("sequenceNumber").asLong();
      assertThat(last.getOrDefault(event.path("key").asText(), 0L)).isLessThan(number);
      last.put(event.path("key").asText(), number);
    }
  }

  @Test
  void behind_the_last_page_only_what_came_later_is_read() throws Exception {
    String end = reader.get(EVENTS + "?limit=1000").path("next").asText();
    assertThat(reader.get(EVENTS + "?from=" + end).path("events")).isEmpty();
    execute(node, "later", command(new PayOut(0)));
    execute(node, "later", command(new Deposit(1234)));
    assertThat(amounts(reader.get(EVENTS + "?from=" + end).path("events"))).containsExactly(1234L);
    assertThat(reader.get(EVENTS + "?from=end").path("events")).isEmpty();
  }

  @Test
  void a_key_and_a_time_select_events() throws Exception {
    JsonNode ofOne = reader.get(EVENTS + "?key=a1&limit=1000").path("events");
    assertThat(ofOne.findValuesAsText("key")).containsOnly("a1");
    assertThat(amounts(ofOne)).contains(1L, 7L, 13L).doesNotContain(2L);
    assertThat(reader.get(EVENTS + "?key=nobody").path("events")).isEmpty();

    JsonNode late = reader.get(EVENTS + "?limit=1000&from=" + between).path("events");
    assertThat(amounts(late)).contains((long) DEPOSITS).allMatch(amount -> amount > DEPOSITS / 2);
    assertThat(reader.get(EVENTS + "?from=2999-01-01T00:00:00Z").path("events")).isEmpty();
    assertThat(reader.get(EVENTS + "?from=1970-01-01T00:00:00Z").path("events")).isNotEmpty();
  }

  @Test
  void all_that_is_there_comes_line_by_line() throws Exception {
    List<JsonNode> lines = reader.lines(EVENTS);
    assertThat(amounts(lines)).contains(1L, (long) DEPOSITS);
    String half = lines.get(lines.size() / 2).path("position").asText();
    List<Long> rest = amounts(reader.lines(EVENTS + "?from=" + half));
    List<Long> expected = amounts(lines.subList(lines.size() / 2 + 1, lines.size()));
    assertThat(rest).containsAll(expected);
    assertThat(reader.lines(EVENTS + "?limit=3")).hasSize(3);
  }

  @Test
  void a_live_reader_sees_new_events_and_goes_on_where_it_was() throws Exception {
    String seen;
    try (Feed feed = reader.listen(EVENTS)) {
      assertThat(feed.status()).isEqualTo(200);
      execute(node, "live", command(new Deposit(777_001)));
      assertThat(amount(feed.next())).isEqualTo(777_001);
      seen = feed.lastId();
    }
    execute(node, "live", command(new Deposit(777_002)));
    execute(node, "live", command(new Deposit(777_003)));
    try (Feed feed = reader.listen(EVENTS + "?from=start&key=live", "Last-Event-ID", seen)) {
      assertThat(amount(feed.next())).isEqualTo(777_002);
      assertThat(amount(feed.next())).isEqualTo(777_003);
      assertThat(feed.isQuiet()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?key=unlucky", "?from=end&key=unlucky", "?filter=data.amount > 887000"})
  void a_live_reader_that_breaks_off_before_its_first_event_loses_none(String query)
      throws Exception {
    String path = EVENTS + query.replace(" ", "%20").replace(">", "%3E");
    long amount = UNLUCKY.incrementAndGet();
    String begun;
    try (Feed feed = reader.listen(path)) {
      begun = feed.firstId();
      assertThat(feed.isQuiet()).isTrue();
    }
    execute(node, "unlucky", command(new Deposit(amount)));
    try (Feed feed = reader.listen(path, "Last-Event-ID", begun)) {
      assertThat(feed.firstId()).isEqualTo(begun);
      assertThat(amount(feed.next())).isEqualTo(amount);
      assertThat(feed.lastId()).isNotEqualTo(begun);
      assertThat(feed.isQuiet()).isTrue();
    }
  }

  @Test
  void mistakes_are_told() throws Exception {
    JsonNode unknown = reader.get("/streams/account.depositd");
    assertThat(unknown.path("code").asText()).isEqualTo("unknown-stream");
    assertThat(unknown.path("detail").asText()).contains("account.deposited");
    assertThat(reader.get(EVENTS + "?from=yesterday").path("code").asText())
        .isEqualTo("invalid-position");
    String foreign = reader.get("/streams/account.coin-taken/events?limit=3").path("next").asText();
    JsonNode refused = reader.get(EVENTS + "?from=" + foreign);
    assertThat(refused.path("code").asText()).isEqualTo("invalid-position");
    assertThat(refused.path("detail").asText()).contains("is a position of another stream");
    assertThat(reader.get(EVENTS + "?limit=1001").path("code").asText())
        .isEqualTo("invalid-parameter");
    try (Feed feed = reader.listen(EVENTS, "Last-Event-ID", "nonsense")) {
      assertThat(feed.status()).isEqualTo(400);
    }
  }

  @Test
  void a_position_that_the_stream_has_not_come_to_is_refused_in_every_way_of_reading()
      throws Exception {
    String future = StreamPositions.of("account.deposited", Integer.MAX_VALUE);
    for (String accept : List.of("application/json", "application/x-ndjson", "text/event-stream")) {
      Answer refused = reader.send("GET", EVENTS + "?from=" + future, "", "Accept", accept);
      assertThat(refused.status()).as(accept).isEqualTo(400);
      assertThat(refused.json().path("code").asText()).isEqualTo("invalid-position");
      assertThat(refused.json().path("detail").asText()).contains("has not come yet");
    }
    try (Feed feed = reader.listen(EVENTS, "Last-Event-ID", future)) {
      assertThat(feed.status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/xml | 406",
        "text/html | 406",
        "application/json;q=0 | 406",
        "*/* | 200",
        "application/* | 200",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8 | 200",
        "application/problem+json, application/json | 200",
      })
  void a_form_that_events_do_not_come_in_is_refused(String accept, int status) throws Exception {
    Answer answer = reader.send("GET", EVENTS, "", "Accept", accept);
    assertThat(answer.status()).isEqualTo(status);
    if (status == 406) {
      assertThat(answer.json().path("code").asText()).isEqualTo("not-acceptable");
      assertThat(answer.json().path("detail").asText()).contains("text/event-stream");
    } else {
      assertThat(answer.json().path("events")).isNotEmpty();
    }
  }

  @Test
  void of_several_forms_the_one_that_is_liked_best_comes() throws Exception {
    String liked = "application/x-ndjson;q=0.5, application/json, text/event-stream;q=0.2";
    assertThat(reader.send("GET", EVENTS, "", "Accept", liked).json().has("events")).isTrue();
    try (Feed feed = reader.listen(EVENTS + "?from=start", "Accept", "*/*")) {
      assertThat(feed.next().has("position")).isTrue();
    }
  }

  @Test
  void live_readers_are_let_go_when_the_node_stops(@TempDir Path other) throws Exception {
    SillokNode stopping = TestNodes.start(other);
    try (Feed feed = new StreamReader(stopping).listen(EVENTS)) {
      assertThat(feed.status()).isEqualTo(200);
      stopping.stop();
      assertThat(feed.endsIn(Duration.ofSeconds(10))).isTrue();
    }
  }

  private static List<Long> amounts(Iterable<JsonNode> events) {
    List<Long> amounts = new ArrayList<>();
    events.forEach(event -> amounts.add(amount(event)));
    return amounts;
  }

  private static long amount(JsonNode event) {
    return event.at("/data/amount").asLong();
  }

  private static List<String> positions(List<JsonNode> events) {
    return events.stream().map(event -> event.path("position").asText()).toList();
  }
}
