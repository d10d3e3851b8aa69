package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import io.sillok.node.StreamReader.Feed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams whose definition changes while they have events, readers and consumers. */
final class RedeclaredStreamsTest {

  private static final String POINTS = field("points", "\"int\"");
  private static final String STREAM = "/streams/rank-given";

  @TempDir private Path data;

  private SillokNode node;
  private StreamReader streams;

  @BeforeEach
  void start() {
    node = TestNodes.start(data);
    streams = new StreamReader(node);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private void restart() {
    node.close();
    start();
  }

  @Test
  void a_change_of_defaults_alone_is_a_version_and_checked_as_any() throws Exception {
    declare(POINTS);
    append("{'who': 'a', 'points': 1}");
    declare(POINTS, field("bonus", "\"int\", \"default\": 0"));

    Answer without = put(POINTS, field("bonus", "\"int\""));

    assertThat(without.status()).isEqualTo(409);
    assertThat(without.json().path("code").asText()).isEqualTo("schema-incompatible");
    assertThat(without.json().path("detail").asText()).contains("RankGiven.bonus is required");
    assertThat(streams.get(STREAM).path("version").asInt()).isEqualTo(2);
    Answer seven = declare(POINTS, field("bonus", "\"int\", \"default\": 7"));
    assertThat(seven.json().path("version").asInt()).isEqualTo(3);
    assertThat(bonus()).containsExactly(7);
    restart();
    assertThat(bonus()).containsExactly(7);
    JsonNode versions = streams.get("/schemas/rank-given").path("versions");
    assertThat(versions).hasSize(3);
    assertThat(versions.at("/1/schema/fields/2/default").asInt(-1)).isZero();
    assertThat(versions.at("/2/schema/fields/2/default").asInt(-1)).isEqualTo(7);
    assertThat(versions.at("/1/fingerprint")).isEqualTo(versions.at("/2/fingerprint"));
    assertThat(streams.get(STREAM).path("version").asInt()).isEqualTo(3);
  }

  private List<Integer> bonus() throws Exception {
    return events().findValues("bonus").stream().map(JsonNode::asInt).toList();
  }

  @Test
  void a_change_of_an_alias_alone_is_kept() throws Exception {
    declare(POINTS);
    append("{'who': 'a', 'points': 5}");
    String stars = field("stars", "\"int\", \"default\": 1");
    declareLoosely(stars);
    assertThat(events().findValuesAsText("stars")).containsExactly("1");

    declareLoosely(field("stars", "\"int\", \"default\": 1, \"aliases\": [\"points\"]"));

    assertThat(events().findValuesAsText("stars")).containsExactly("5");
    restart();
    assertThat(events().findValuesAsText("stars")).containsExactly("5");
  }

  @Test
  void documentation_alone_is_no_version_but_kept() throws Exception {
    declare(POINTS);
    Answer told = declare(field("points", "\"int\", \"doc\": \"from 0 to 9\""));
    assertThat(told.json().path("version").asInt()).isEqualTo(1);
    assertThat(streams.get(STREAM).at("/schema/fields/1/doc").asText()).isEqualTo("from 0 to 9");
  }

  @Test
  void an_earlier_version_stands_again_only_if_it_reads_the_later_ones() throws Exception {
    declare(POINTS);
    append("{'who': 'a', 'points': 1}");
    declareLoosely(field("stars", "\"int\", \"default\": 1"));
    append("{'who': 'a', 'stars': 3}");

    Answer back = put(POINTS);

    assertThat(back.status()).isEqualTo(409);
    assertThat(back.json().path("detail").asText())
        .contains("events of version 2 cannot be read", "RankGiven.points is required");
    assertThat(events()).hasSize(2);
    restart();
    assertThat(events()).hasSize(2);
  }

  @Test
  void an_earlier_version_that_reads_the_later_ones_stands_again_with_its_number()
      throws Exception {
    declare(POINTS);
    declare(POINTS, field("remark", "[\"null\", \"string\"], \"default\": null"));
    append("{'who': 'a', 'points': 1, 'remark': 'well'}");
    Answer back = declare(POINTS);
    assertThat(back.json().path("version").asInt()).isEqualTo(1);
    assertThat(events().at("/0/data").has("remark")).isFalse();
  }

  @Test
  void whatever_it_keeps_to_a_definition_reads_all_that_may_have_been_written() throws Exception {
    String colour =
        field("colour", "{\"type\":\"enum\",\"name\":\"Colour\",\"symbols\":[\"RED\",\"BLUE\"]}");
    declare(POINTS, colour);

    Answer required = loosely(POINTS, colour, field("amountCents", "\"long\""));
    Answer narrower = loosely(POINTS, colour.replace(",\"BLUE\"", ""));
    Answer present = loosely(field("points", "\"string\""), colour);

    for (Answer refused : List.of(required, narrower, present)) {
      assertThat(refused.status()).as(refused.json().toString()).isEqualTo(409);
      assertThat(refused.json().path("errors").findValuesAsText("pointer")).contains("/schema");
    }
    assertThat(required.json().path("detail").asText()).contains("RankGiven.amountCents");
    assertThat(narrower.json().path("detail").asText()).contains("RankGiven.colour is BLUE");
    assertThat(present.json().path("detail").asText()).contains("RankGiven.points");
  }

  @Test
  void whoever_listens_gets_events_through_the_present_definition() throws Exception {
    declare(POINTS);
    streams.put(STREAM + "/consumers/cc", "{\"from\": \"start\"}");
    try (Feed live = streams.listen(STREAM + "/events?from=start&filter=data.points%3C9");
        Feed consumer = streams.listen(STREAM + "/consumers/cc/events?instance=i")) {
      append("{'who': 'a', 'points': 1}");
      assertThat(live.next().path("data").has("remark")).isFalse();
      assertThat(nextEvent(consumer).path("data").has("remark")).isFalse();

      declare(POINTS, field("remark", "[\"null\", \"string\"], \"default\": null"));
      append("{'who': 'b', 'points': 3, 'remark': 'IMPORTANT'}");

      assertThat(live.next().at("/data/remark").asText()).isEqualTo("IMPORTANT");
      assertThat(nextEvent(consumer).at("/data/remark").asText()).isEqualTo("IMPORTANT");
    }
  }

  /** The next that tells of no partitions. */
  private static JsonNode nextEvent(Feed feed) throws Exception {
    JsonNode next = feed.next();
    return next.has("partitions") ? nextEvent(feed) : next;
  }

  @Test
  void a_definition_that_filters_of_readers_do_not_fit_is_refused_until_they_are_replaced()
      throws Exception {
    declare(POINTS, field("bonus", "\"int\", \"default\": 0"));
    append("{'who': 'a', 'points': 1, 'bonus': 2}");
    append("{'who': 'a', 'points': 1, 'bonus': 3}");
    String wants = "{\"from\": \"start\", \"filter\": \"data.bonus > 1\"}";
    String position = streams.put(STREAM + "/consumers/cc", wants).json().path("position").asText();
    streams.put(STREAM + "/queues/qq", wants);

    Answer refused = put(POINTS);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asText()).isEqualTo("filter-outdated");
    assertThat(refused.json().path("errors").findValuesAsText("message"))
        .anySatisfy(message -> assertThat(message).contains("consumer cc", "bonus"))
        .anySatisfy(message -> assertThat(message).contains("queue qq", "bonus"));
    assertThat(streams.get(STREAM).path("version").asInt()).isEqualTo(1);
    String other = wants.replace("data.bonus", "data.points");
    assertThat(streams.put(STREAM + "/consumers/cc", other).json().path("code").asText())
        .isEqualTo("consumer-differs");
    Answer replaced =
        streams.put(STREAM + "/consumers/cc", other.replace("{", "{\"replaceFilter\": true, "));
    assertThat(replaced.status()).as(replaced.json().toString()).isEqualTo(200);
    assertThat(replaced.json().path("filter").asText()).isEqualTo("data.points > 1");
    assertThat(replaced.json().path("generation").asInt()).isEqualTo(2);
    assertThat(
            streams
                .put(
                    STREAM + "/consumers/cc/position", "{\"position\": \"%s\"}".formatted(position))
                .json()
                .path("code")
                .asText())
        .isEqualTo("consumer-reset");
    assertThat(streams.put(STREAM + "/queues/qq", other).status()).isEqualTo(200);
    declare(POINTS);
  }

  private Answer declare(String... fields) throws Exception {
    return taken(put(fields));
  }

  private void declareLoosely(String... fields) throws Exception {
    taken(loosely(fields));
  }

  private static Answer taken(Answer answer) {
    assertThat(answer.status()).as(answer.json().toString()).isIn(200, 201);
    return answer;
  }

  private Answer put(String... fields) throws Exception {
    return streams.put(STREAM, declaration("", fields));
  }

  private Answer loosely(String... fields) throws Exception {
    return streams.put(STREAM, declaration("\"compatibility\": \"NONE\", ", fields));
  }

  private static String declaration(String more, String... fields) {
    return "{%s\"kind\": \"keyed\", \"key\": \"who\", \"schema\": {\"type\": \"record\", \"name\": \"RankGiven\", \"fields\": [%s, %s]}}"
        .formatted(more, field("who", "\"string\""), String.join(", ", fields));
  }

  private static String field(String name, String type) {
    return "{\"name\": \"%s\", \"type\": %s}".formatted(name, type);
  }

  private void append(String event) throws Exception {
    taken(streams.post(STREAM + "/events", event.replace('\'', '"')));
  }

  private JsonNode events() throws Exception {
    return streams.get(STREAM + "/events").path("events");
  }
}
