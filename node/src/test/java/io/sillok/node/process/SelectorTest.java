package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a wrong name or value of a label in alerts would be found. */
final class SelectorTest {

  private static final String EXPORTED =
      "sillok_http_requests_total{method=\"GET\",route=\"/v1/tables/{type}\",status=\"5xx\"} 3.0";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum by (job, route) (rate(sillok_http_requests_total{status=\"5xx\"}[5m])) | true",
        "sum by (job, path) (rate(sillok_http_requests_total{status=\"5xx\"}[5m])) | false",
        "rate(sillok_http_requests_total{status=\"5xx\",job=\"$job\"}[5m]) | true",
        "rate(sillok_http_requests_total{status=\"500\"}[5m]) | false",
        "sillok_http_requests_total{route=\"/v1/tables/{type}\"} | true",
        "sillok_http_requests_total{route=\"GET /v1/tables/{type}\"} | false",
        "sillok_http_requests_total{route=~\".*/tables/.*\",code=\"5xx\"} | false",
        "sillok_http_requests_total{route=~\".*/tables/.*\"} | true",
        "sillok_http_requests{status=\"5xx\"} | false"
      })
  void what_is_asked_is_compared_with_what_is_exported(String expression, boolean exported) {
    assertThat(Selector.in(expression))
        .singleElement()
        .satisfies(selector -> assertThat(selector.isOf(EXPORTED)).isEqualTo(exported));
  }

  @Test
  void what_stands_behind_a_group_is_not_grouped_by_it() {
    assertThat(
            Selector.in(
                "max by (job, queue) (rate(sillok_queue_ready[5m])) / sillok_cluster_members"))
        .extracting(selector -> selector.labels().keySet().toString())
        .containsExactly("[queue]", "[]");
  }
}
