package io.sillok.node.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoded UTF-8 (RFC 3986), read strictly. */
public final class PercentCoding {

  private static final String UNRESERVED = "-._~";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentCoding() {}

  /** {@code text} as one segment of a path, or one value of a query. */
  public static String encode(String text) {
    var encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xFF);
      if (isUnreserved(character)) {
        encoded.append(character);
      } else {
        encoded.append('%').append(HEX[character >> 4]).append(HEX[character & 0xF]);
      }
    }
    return encoded.toString();
  }

  /** What {@link #encode} made of a text; a refusal if it cannot have been that. */
  public static String decodeSegment(String segment) {
    return segment.indexOf('%') < 0 && isAscii(segment) ? segment : decode(segment, false);
  }

  /** A plus sign stands for a space, as browsers' forms have it. */
  static String decodeQuery(String part) {
    return decode(part, true);
  }

  private static String decode(String text, boolean plusIsSpace) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    var decoded = ByteBuffer.allocate(octets.length);
    for (int i = 0; i < octets.length; i++) {
      switch (octets[i]) {
        case '%' -> {
          decoded.put((byte) (hex(octets, i + 1) << 4 | hex(octets, i + 2)));
          i += 2;
        }
        case '+' -> decoded.put((byte) (plusIsSpace ? ' ' : '+'));
        default -> decoded.put(octets[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      throw Problems.malformedUri("The URI holds percent-encoded bytes that are not UTF-8")
          .asRefusal();
    }
  }

  private static int hex(byte[] octets, int index) {
    int digit = index < octets.length ? Character.digit(octets[index], 16) : -1;
    if (digit < 0) {
      throw Problems.malformedUri("The URI holds a % without two hexadecimal digits").asRefusal();
    }
    return digit;
  }

  private static boolean isUnreserved(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || UNRESERVED.indexOf(character) >= 0;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(character -> character < 0x80);
  }
}
