package io.sillok.node.processor.sharded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ComplaintsTest {

  private final Complaints complaints = new Complaints();

  @Test
  void partitions_that_wait_for_different_reasons_tell_each_of_them_once() {
    assertThat(complaints.isNews("totals", 1, "one")).isTrue();
    assertThat(complaints.isNews("totals", 2, "another")).isTrue();
    assertThat(complaints.isNews("totals", 1, "one")).isFalse();
    assertThat(complaints.isNews("totals", 2, "another")).isFalse();
    assertThat(complaints.isNews("totals", 1, "a third")).isTrue();
  }

  @Test
  void what_several_partitions_share_is_told_once_of_each_processor() {
    assertThat(complaints.isNews("totals", 1, "no input")).isTrue();
    assertThat(complaints.isNews("totals", 2, "no input")).isFalse();
    assertThat(complaints.isNews("others", 1, "no input")).isTrue();
  }

  @Test
  void a_trouble_is_over_with_the_last_partition_that_has_it_and_then_is_news_again() {
    complaints.isNews("totals", 1, "no input");
    complaints.isNews("totals", 2, "no input");
    assertThat(complaints.isOver("totals", 1)).isFalse();
    assertThat(complaints.isNews("totals", 1, "no input")).isFalse();
    assertThat(complaints.isOver("totals", 1)).isFalse();
    assertThat(complaints.isOver("totals", 2)).isTrue();
    assertThat(complaints.isOver("totals", 2)).as("it had none any more").isFalse();
    assertThat(complaints.isNews("totals", 3, "no input")).isTrue();
  }
}
