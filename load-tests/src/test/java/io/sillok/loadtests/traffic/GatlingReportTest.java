package io.sillok.loadtests.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatlingReportTest {

  @TempDir private Path directory;

  @Test
  void the_table_is_read_from_the_page() throws IOException {
    GatlingReport report =
        GatlingReport.read(
            page(row("All Requests", "1265") + row("read the cart&#39;s events", "7")));

    assertThat(report.requests()).isEqualTo(1265);
    assertThat(report.table())
        .isEqualTo(
            """
            | request | sent | failed | per second | p50 ms | p95 ms | p99 ms | max ms |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            | All Requests | 1265 | 150 | 66.58 | 5 | 276 | 602 | 1061 |
            | read the cart's events | 7 | 150 | 66.58 | 5 | 276 | 602 | 1061 |
            """);
  }

  @Test
  void a_page_of_another_form_is_refused() throws IOException {
    Path page = page("<tr id=\"ROOT\"><td>1265</td></tr>");

    assertThatThrownBy(() -> GatlingReport.read(page))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("index.html");
  }

  private Path page(String rows) throws IOException {
    return Files.writeString(
        directory.resolve("index.html"), "<table><tbody>" + rows + "</tbody></table>");
  }

  /** As Gatling 3.15 writes it. */
  private static String row(String name, String requests) {
    return """
    <tr id="req_1" data-parent="ROOT">
      <td class="total col-1">
        <span onmouseover="isEllipsed('1')" id="1" class="ellipsed-name">%s</span>
        <span class="value" style="display:none;">0</span>
      </td>
      <td class="value total col-2">%s</td>
      <td class="value ok col-3">1115</td>
      <td class="value ko col-4">150</td>
      <td class="value ko col-5">11.86</td>
      <td class="value total col-6">66.58</td>
      <td class="value total col-7">0</td>
      <td class="value total col-8">5</td>
      <td class="value total col-9">39</td>
      <td class="value total col-10">276</td>
      <td class="value total col-11">602</td>
      <td class="value total col-12">1061</td>
      <td class="value total col-13">52</td>
      <td class="value total col-14">116</td>
    </tr>
    """
        .formatted(name, requests);
  }
}
