package io.sillok.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class UrlPathTest {

  @Property(tries = 300)
  void whatever_is_in_an_id_stays_one_segment(@ForAll @StringLength(max = 20) String id) {
    String path = UrlPath.of("entities", "cart", id).text();
    String segment = path.substring("/v1/entities/cart/".length());
    assertThat(segment).doesNotContain("/", "?", "#", "+", " ");
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    assertThat(URLDecoder.decode(segment, StandardCharsets.UTF_8))
        .isEqualTo(new String(utf8, StandardCharsets.UTF_8));
    assertThat(URI.create("http://a" + path).getRawPath()).isEqualTo(path);
  }

  @Example
  void parameters_follow_each_other() {
    UrlPath path =
        UrlPath.of("streams", "s", "events")
            .with("from", "2026-01-31T12:00:00+01:00")
            .with("key", Optional.empty())
            .with("filter", Optional.of("data.a == \"b&c\""));
    assertThat(path.text())
        .isEqualTo(
            "/v1/streams/s/events?from=2026-01-31T12%3A00%3A00%2B01%3A00"
                + "&filter=data.a%20%3D%3D%20%22b%26c%22");
  }
}
