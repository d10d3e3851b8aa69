package io.sillok.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.sillok.cassandra.testkit.CassandraCluster;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.cassandra.testkit.CassandraOptions.CommitLogSync;
import io.sillok.persistence.writer.WriterSettings.Mode;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Processes that write the same logs while one or two of three servers are paused or killed, until
 * each kind of failure was met. {@code -Dsillok.fault.seconds=180} has each go on for so long.
 */
@Timeout(900)
class CompetingWritersIT {

  private static final Duration TROUBLE =
      Duration.ofSeconds(Integer.getInteger("sillok.fault.seconds", 12));
  private static final Duration LONGEST_TROUBLE = TROUBLE.plusMinutes(3);
  private static final int RIVALS = 3;
  private static final String THREE_COPIES =
      "{'class': 'NetworkTopologyStrategy', 'datacenter1': 3}";

  // Two servers that are killed lose what the third does not have, unless it is on their disks.
  @RegisterExtension
  static final CassandraExtension.Ringed CASSANDRA =
      CassandraExtension.cluster(
          3, CassandraCluster.DEFAULTS.withCommitLogSync(CommitLogSync.BATCH));

  @Test
  void processes_share_logs() throws Exception {
    compete(Mode.SHARED);
  }

  @Test
  void processes_take_logs_over_from_one_another() throws Exception {
    compete(Mode.OWNER);
  }

  private static void compete(Mode mode) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Disturber disturber = new Disturber(CASSANDRA.cluster(), random);
    Config driver = CassandraStores.driver(CASSANDRA.cluster().contactPoints(), "");
    CassandraSettings settings =
        new CassandraSettings(
            CASSANDRA.newKeyspace(),
            true,
            THREE_COPIES,
            CassandraStores.PARTITIONS,
            "sillok",
            Optional.empty(),
            CassandraStores.index(Duration.ofMillis(300)));
    try (Warnings uncertain = Warnings.of(DefiniteAppend.class);
        Contest contest = Contest.begin(settings, driver, mode, RIVALS, random)) {
      disturber.run(
          TROUBLE,
          LONGEST_TROUBLE,
          () ->
              uncertain.messages().size() > 0
                  && contest.claims().hasMet("store-unreachable", fence(mode)));
      contest.end();
      try (CassandraStore reader = CassandraStore.open(settings, driver, Runnable::run)) {
        Audit audit = Audit.of(reader);
        contest.seenUpTo(audit);
        System.out.printf(
            "%s, %d processes, seed %d: %s; %s; %s; %d blocks uncertain, %d reads repeated%n",
            mode,
            RIVALS,
            seed,
            disturber,
            contest.claims(),
            audit,
            uncertain.messages().size(),
            contest.repeatedReads());
        audit.holds(contest.claims());
        audit.agreesWith(contest.watchers());
        assertThat(audit.agreesWithIndex()).isEqualTo(audit.events());
        enough(mode, disturber, contest.claims(), audit, uncertain.messages().size());
      }
    }
  }

  private static void enough(
      Mode mode, Disturber disturber, Claims claims, Audit audit, int uncertain) {
    assertThat(claims.acknowledged).hasSizeGreaterThan(300);
    assertThat(claims.hasMet("store-unreachable", fence(mode))).isTrue();
    assertThat(claims.recoveries.get()).isGreaterThan(30);
    assertThat(uncertain).isPositive();
    assertThat(disturber.pauses()).isGreaterThanOrEqualTo(3);
    assertThat(disturber.kills()).isPositive();
    assertThat(audit.alternations()).isGreaterThan(20);
    if (mode == Mode.OWNER) {
      assertThat(audit.takeOvers()).isGreaterThan(10);
    } else {
      assertThat(audit.takeOvers()).isZero();
    }
  }

  /** What a writer is told that another has passed. */
  private static String fence(Mode mode) {
    return mode == Mode.OWNER ? "log-fenced" : "entity-fenced";
  }
}
