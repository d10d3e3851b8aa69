package io.sillok.loadtests.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.Partitioner;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadIdsTest {

  private static final int ENTITIES = 384;
  private static final int PARTITIONS = 32;

  @Test
  void each_partition_has_some_of_few_entities() {
    Partitioner partitioner = new Partitioner(PARTITIONS);

    assertThat(
            LongStream.range(0, ENTITIES)
                .map(number -> partitioner.partition("product|" + SpreadIds.of(number)))
                .distinct()
                .count())
        .isEqualTo(PARTITIONS);
  }

  @Test
  void no_two_are_the_same() {
    assertThat(LongStream.range(0, ENTITIES).mapToObj(SpreadIds::of)).doesNotHaveDuplicates();
  }
}
