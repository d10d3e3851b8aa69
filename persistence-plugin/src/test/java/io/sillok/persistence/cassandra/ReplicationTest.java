package io.sillok.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'class': 'NetworkTopologyStrategy', 'replication_factor': 3} | 3
          {'class':'NetworkTopologyStrategy','eu':'5','us_2':1}         | 5
          {'class': 'SimpleStrategy', 'replication_factor' : '1'}       | 1
          {'class': 'LocalStrategy'}                                    | 0
          """)
  void the_largest_number_of_copies_counts(String replication, int copies) {
    assertThat(Replication.copies(replication)).isEqualTo(copies);
  }
}
