package io.sillok.node.gateway.http;

import io.sillok.persistence.codec.ByteReader;
import io.sillok.persistence.codec.ByteWriter;
import java.util.Base64;

/** Where a page of events that are listed by their places ends, as opaque text for the next. */
public record LogPlace(int partition, long offset) {

  /** The opaque text. */
  public String text() {
    ByteWriter out = new ByteWriter(16);
    out.putNumber(partition).putNumber(offset);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  /**
   * Reads the parameter {@code after}; refuses what {@link #text} never wrote.
   *
   * @param listed what is on the pages, such as {@code dead letters}
   */
  public static LogPlace after(String text, String listed) {
    try {
      ByteReader in = new ByteReader(Base64.getUrlDecoder().decode(text), 0);
      LogPlace place = new LogPlace(in.getCount(), in.getNumber());
      if (place.offset >= 0 && place.text().equals(text)) {
        return place;
      }
    } catch (RuntimeException notWritten) {
      // told below, like any other text that is no such place
    }
    throw Problems.invalidParameter(
            "after",
            "must be the next of a page of %s, but is '%s'".formatted(listed, Problems.shown(text)))
        .asRefusal();
  }
}
