package io.sillok.node.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.cluster.Backups;
import io.sillok.node.cluster.Backups.Reason;
import io.sillok.node.gateway.GatewayFixture.Answer;
import io.sillok.persistence.LogStore.Backup;
import io.sillok.persistence.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BackupRoutesTest {

  private static final String PATH = "/v1/cluster/backup";

  private final GatewayFixture gateway = new GatewayFixture();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void a_backup_is_begun_and_seen_to_its_end() {
    assertThat(gateway.get(PATH).text()).isEqualTo("{\"state\":\"none\"}");
    Answer begun = gateway.post(PATH, "{\"directory\":\"monday\"}");
    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.json().path("state").asText()).isEqualTo("running");
    assertThat(begun.json().path("directory").asText()).endsWith("backups/monday");
    refuse(gateway.post(PATH, "{\"directory\":\"tuesday\"}"), 409, "backup-running");
    gateway.backup.complete(new Backup(Path.of("backups/monday"), 42));
    Answer done = gateway.get(PATH);
    assertThat(done.json().path("state").asText()).isEqualTo("done");
    assertThat(done.json().path("bytes").asInt()).isEqualTo(42);
    assertThat(done.json().path("endedAt").asText()).isEqualTo("2026-03-01T12:00:00Z");
  }

  @Test
  void a_backup_that_fails_says_why() {
    gateway.post(PATH, "{\"directory\":\"monday\"}");
    gateway.backup.completeExceptionally(
        new StoreException("store-unwritable", "Free space on its disk", null));
    Answer failed = gateway.get(PATH);
    assertThat(failed.json().path("state").asText()).isEqualTo("failed");
    assertThat(failed.json().path("code").asText()).isEqualTo("store-unwritable");
    assertThat(failed.json().path("message").asText()).isEqualTo("Free space on its disk");
    assertThat(gateway.post(PATH, "{\"directory\":\"again\"}").status()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"directory\":7}",
        "{\"directory\":\"\"}",
        "{\"directory\":\"a\",\"more\":1}",
        "{\"directory\":\"../elsewhere\"}",
        "{\"directory\":\"/tmp/elsewhere\"}",
        "{\"directory\":\"a/b\"}",
        "{\"directory\":\"..\"}",
        "{\"directory\":\"a\\u0000b\"}"
      })
  void what_is_no_name_is_refused(String body) {
    refuse(gateway.post(PATH, body), 400, "invalid-backup");
    assertThat(gateway.get(PATH).json().path("state").asText()).isEqualTo("none");
  }

  @Test
  void pages_of_other_sites_may_not_ask_for_one() {
    Answer answer =
        gateway.post(PATH, "{\"directory\":\"monday\"}", "Origin", "https://example.org");
    refuse(answer, 403, "cross-origin");
  }

  @Test
  void without_a_place_or_with_a_name_that_is_taken_none_is_begun(@TempDir Path directory)
      throws IOException {
    CompletableFuture<Backup> never = new CompletableFuture<>();
    Backups nowhere = new Backups(Optional.empty(), target -> never, Instant::now);
    assertThat(nowhere.begin("monday"))
        .isInstanceOfSatisfying(
            Backups.Answer.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.NOT_CONFIGURED);
              assertThat(refused.message()).contains("--backups DIR");
            });
    Files.createDirectory(directory.resolve("monday"));
    Backups here = new Backups(Optional.of(directory), target -> never, Instant::now);
    assertThat(here.begin("monday"))
        .isInstanceOfSatisfying(
            Backups.Answer.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.EXISTS));
    assertThat(here.begin("tuesday")).isInstanceOf(Backups.Answer.Begun.class);
  }

  private static void refuse(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("code").asText()).isEqualTo(code);
  }
}
