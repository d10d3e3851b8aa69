package io.sillok.node;

import static io.sillok.node.TableClient.PRODUCT_LISTED;
import static io.sillok.node.TableClient.encoded;
import static io.sillok.node.TableClient.listed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.TableClient.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of declared streams over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TablesTest {

  @TempDir private static Path data;

  private SillokNode node;
  private TableClient client;

  @BeforeAll
  void start() {
    node =
        SillokNode.start(
            TestNodes.config(data).settings(Map.of("sillok.node.tables.read-wait", "3 s")));
    client = new TableClient(node);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void a_row_is_the_latest_value_of_its_key_and_says_where_it_comes_from() {
    client.declare("latest", PRODUCT_LISTED.formatted(""));
    client.append("latest", listed("p-1", 1));
    JsonNode appended =
        client.post("/v1/streams/latest/events", listed("p-1", 2)).ok().at("/results/0");
    String position = client.append("latest", listed("p-2", 3));

    JsonNode row = client.get("/v1/streams/latest/table/p-1?atLeast=" + position).ok();

    assertThat(row.path("key").asText()).isEqualTo("p-1");
    assertThat(row.path("value").toString())
        .isEqualTo("{\"productId\":\"p-1\",\"listedAt\":\"2026-01-31T12:00:00Z\",\"stock\":2}");
    assertThat(row.path("time").asText()).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(row.path("partition")).isEqualTo(appended.path("partition"));
    assertThat(row.path("offset")).isEqualTo(appended.path("offset"));
    assertThat(row.has("sequenceNumber")).isFalse();
  }

  @Test
  void a_reader_that_knows_the_row_is_not_sent_it_again_until_it_changes() {
    client.declare("known", PRODUCT_LISTED.formatted(""));
    String first = client.append("known", listed("p-1", 1));
    String path = "/v1/streams/known/table/p-1?atLeast=";
    String tag = client.get(path + first).header("ETag");
    assertThat(tag).matches("\"\\d+-1\"");

    Answer same = client.get(path + first, "If-None-Match", tag);
    String second = client.append("known", listed("p-1", 2));
    Answer changed = client.get(path + second, "If-None-Match", tag);

    assertThat(same.status()).isEqualTo(304);
    assertThat(changed.ok().at("/value/stock").asInt()).isEqualTo(2);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
  }

  @Test
  void a_removed_key_is_unknown_until_it_comes_back() {
    client.declare("removed", PRODUCT_LISTED.formatted(""));
    client.append("removed", "[%s,%s]".formatted(listed("p-1", 1), listed("p-2", 2)));
    String removal = client.remove("removed", "p-1");

    Answer gone = client.get("/v1/streams/removed/table/p-1?atLeast=" + removal);
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.code()).isEqualTo("unknown-key");
    assertThat(client.rows("/v1/streams/removed/table?atLeast=" + removal)).containsOnlyKeys("p-2");

    String again = client.append("removed", listed("p-1", 3));
    assertThat(
            client
                .get("/v1/streams/removed/table/p-1?atLeast=" + again)
                .ok()
                .at("/value/stock")
                .asInt())
        .isEqualTo(3);
  }

  @Test
  void pages_are_in_key_order_over_all_partitions_and_lead_to_the_next() {
    client.declare("paged", PRODUCT_LISTED.formatted(""));
    List<String> keys =
        new ArrayList<>(IntStream.range(100, 350).mapToObj(number -> "p-" + number).toList());
    keys.addAll(List.of("q/1", "q/2", "q 3", "é", "\uFFFD", "𝄞"));
    String position = "";
    for (String key : keys.reversed()) {
      position = client.append("paged", listed(key, 1));
    }

    List<String> found = new ArrayList<>();
    int pages = 0;
    String next = "/v1/streams/paged/table?limit=40&atLeast=" + position;
    while (!next.isEmpty()) {
      JsonNode page = client.get(next).ok();
      assertThat(page.path("rows").size()).isLessThanOrEqualTo(40);
      page.path("rows").forEach(row -> found.add(row.path("key").asText()));
      next = page.path("next").isTextual() ? page.path("next").asText() : "";
      pages++;
    }

    assertThat(pages).isEqualTo(7);
    assertThat(found)
        .startsWith("p-100", "p-101", "p-102")
        .endsWith("p-349", "q 3", "q/1", "q/2", "é", "\uFFFD", "𝄞")
        .hasSameSizeAs(keys)
        .doesNotHaveDuplicates();
    assertThat(client.rows("/v1/streams/paged/table?prefix=q%2F&limit=1"))
        .containsOnlyKeys("q/1", "q/2");
    assertThat(client.rows("/v1/streams/paged/table?prefix=p-34&after=p-347"))
        .containsOnlyKeys("p-348", "p-349");
    assertThat(client.rows("/v1/streams/paged/table?prefix=none")).isEmpty();
    assertThat(client.get("/v1/streams/paged/table/" + encoded("q/1")).ok().path("key").asText())
        .isEqualTo("q/1");
    assertThat(client.get("/v1/streams/paged/table/" + encoded("𝄞")).status()).isEqualTo(200);
  }

  @Test
  void old_rows_are_read_through_the_present_definition() {
    client.declare("grown", PRODUCT_LISTED.formatted(""));
    String position = client.append("grown", listed("p-1", 1));
    Answer before = client.get("/v1/streams/grown/table/p-1?atLeast=" + position);
    client.declare(
        "grown",
        PRODUCT_LISTED.formatted(
            ", {\"name\": \"colour\", \"type\": \"string\", \"default\": \"grey\"}"));

    Answer after =
        client.get(
            "/v1/streams/grown/table/p-1?atLeast=" + position,
            "If-None-Match",
            before.header("ETag"));

    assertThat(before.ok().path("value").has("colour")).isFalse();
    assertThat(after.ok().at("/value/colour").asText()).isEqualTo("grey");
  }

  @Test
  void a_retired_stream_keeps_its_table() {
    client.declare("season", PRODUCT_LISTED.formatted(""));
    client.append("season", listed("p-1", 1));
    assertThat(client.send("DELETE", "/v1/streams/season", "").status()).isEqualTo(204);
    assertThat(client.get("/v1/streams/season/table/p-1").ok().at("/value/stock").asInt())
        .isEqualTo(1);
  }

  @Test
  void a_table_without_rows_is_empty() {
    client.declare("empty", PRODUCT_LISTED.formatted(""));
    JsonNode page = client.get("/v1/streams/empty/table").ok();
    assertThat(page.path("rows")).isEmpty();
    assertThat(page.path("next").isNull()).isTrue();
    assertThat(client.get("/v1/streams/empty/table/p-1").code()).isEqualTo("unknown-key");
  }

  @Test
  void a_position_that_the_stream_has_not_come_to_is_refused() {
    client.declare("behind", PRODUCT_LISTED.formatted(""));
    client.declare("ahead", PRODUCT_LISTED.formatted(""));
    client.append("behind", listed("p-1", 1));
    client.get("/v1/streams/behind/table/p-1").ok();
    // A position that the stream will only come to: of a store that has been put back since.
    String future = StreamPositions.of("behind", 1_000_000);

    Answer row = client.get("/v1/streams/behind/table/p-1?atLeast=" + future);
    Answer page = client.get("/v1/streams/behind/table?atLeast=" + future);

    for (Answer answer : List.of(row, page)) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("invalid-position");
      assertThat(answer.json().path("detail").asText()).contains("has not come yet");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | /v1/streams/none/table | 404 | unknown-stream | none",
        "GET | /v1/streams/keyed/table | 409 | not-a-table | keyed",
        "GET | /v1/streams/keyed/table/k | 409 | not-a-table | keyed",
        "POST | /v1/streams/keyed/table/verify | 409 | not-a-table | keyed",
        "GET | /v1/streams/account.deposited/table | 409 | not-a-table | /v1/tables/account",
        "GET | /v1/tables/none | 404 | unknown-entity-type | account",
        "GET | /v1/tables/none/a | 404 | unknown-entity-type | account",
        "POST | /v1/tables/none/verify | 404 | unknown-entity-type | account",
        "GET | /v1/tables/account/none | 404 | unknown-key | none",
        "GET | /v1/streams/wrong/table?limit=0 | 400 | invalid-parameter | limit",
        "GET | /v1/streams/wrong/table?limit=1001 | 400 | invalid-parameter | limit",
        "GET | /v1/streams/wrong/table?from=start | 400 | invalid-parameter | from",
        "GET | /v1/streams/wrong/table/k?prefix=a | 400 | invalid-parameter | prefix",
        "GET | /v1/streams/wrong/table?atLeast=end | 400 | invalid-position | atLeast",
        "GET | /v1/streams/wrong/table/k?atLeast=OTHER | 400 | invalid-position | another stream",
        "GET | /v1/streams/wrong/table/k?atLeast=BEYOND | 400 | invalid-position | partition 32",
        "GET | /v1/tables/account?atLeast=OTHER | 400 | invalid-position | another stream",
        "POST | /v1/streams/wrong/table/verify?rebuild=1 | 400 | invalid-parameter | rebuild",
        "POST | /v1/streams/wrong/table/k | 405 | method-not-allowed | GET",
        "DELETE | /v1/tables/account | 405 | method-not-allowed | GET",
      })
  void what_cannot_be_answered_is_refused_with_the_reason(
      String method, String path, int status, String code, String detail) {
    client.declare("wrong", PRODUCT_LISTED.formatted(""));
    client.declare("keyed", PRODUCT_LISTED.formatted("").replace("entity", "keyed"));

    Answer refused =
        client.send(
            method,
            path.replace("OTHER", StreamPositions.of("other", 1))
                .replace("BEYOND", StreamPositions.beyond("wrong")),
            "");

    assertThat(refused.status()).as(refused.text()).isEqualTo(status);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.json().path("detail").asText()).contains(detail);
  }

  @Test
  void a_key_may_be_named_like_what_is_done_with_a_table() {
    client.declare("named", PRODUCT_LISTED.formatted(""));
    String position = client.append("named", listed("verify", 7));

    String path = "/v1/streams/named/table/verify";
    assertThat(client.get(path + "?atLeast=" + position).ok().at("/value/stock").asInt())
        .isEqualTo(7);
    assertThat(client.post(path, "").ok().path("rows").asInt()).isEqualTo(1);
    assertThat(client.send("OPTIONS", path, "").header("Allow"))
        .isEqualTo("GET, HEAD, OPTIONS, POST");
  }

  @Test
  void a_page_of_another_site_cannot_have_a_table_verified() {
    client.declare("mine", PRODUCT_LISTED.formatted(""));
    Answer refused =
        client.post("/v1/streams/mine/table/verify", "{}", "Origin", "https://elsewhere.example");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("cross-origin");
  }

  @Test
  void a_table_that_was_asked_for_keeps_up_and_says_how_far_it_is_behind() {
    client.declare("metered", PRODUCT_LISTED.formatted(""));
    client.get("/v1/streams/metered/table").ok();
    String series = "sillok_table_lag_offsets{table=\"stream/metered\"} ";

    for (int number = 0; number < 20; number++) {
      client.append("metered", listed("p-" + number, number));
    }

    // Nobody reads it meanwhile.
    TestNodes.eventually(() -> client.get("/metrics").text().contains(series + "0.0"));
  }
}
