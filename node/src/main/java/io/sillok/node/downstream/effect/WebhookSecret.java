package io.sillok.node.downstream.effect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What webhooks are signed with, as the Standard Webhooks specification 1.0 has it
 * (standardwebhooks.com): HMAC-SHA256 over id, time and body.
 */
public final class WebhookSecret {

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private final SecretKeySpec key;

  private WebhookSecret(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * @param text {@code whsec_} and 24 to 64 bytes in base64
   * @throws IllegalArgumentException without the text, if it is none
   */
  public static WebhookSecret of(String text) {
    try {
      byte[] bytes =
          text.startsWith(PREFIX)
              ? Base64.getDecoder().decode(text.substring(PREFIX.length()))
              : new byte[0];
      if (bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES) {
        return new WebhookSecret(bytes);
      }
    } catch (IllegalArgumentException noBase64) {
      // told below
    }
    throw new IllegalArgumentException(
        "must be whsec_ and %d to %d bytes in base64; make one with: echo whsec_$(openssl rand -base64 32)"
            .formatted(LEAST_BYTES, MOST_BYTES));
  }

  /**
   * What {@code webhook-signature} says.
   *
   * @param seconds since 1970
   */
  String signature(String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + seconds + ".").getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, missing);
    }
  }
}
