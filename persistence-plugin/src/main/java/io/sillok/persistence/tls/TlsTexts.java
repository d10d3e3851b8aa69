package io.sillok.persistence.tls;

import java.nio.file.Path;
import java.util.Optional;

/** The files as they are; two that are equal need not be looked at any further. */
record TlsTexts(String certificate, String privateKey, String authorities) {

  /**
   * @throws TlsException if one cannot be read
   */
  static TlsTexts of(TlsSettings settings) {
    return new TlsTexts(
        text(settings.certificate()), text(settings.privateKey()), text(settings.authorities()));
  }

  private static String text(Optional<Path> file) {
    return file.map(PemFiles::text).orElse("");
  }

  @Override
  public String toString() {
    return "TlsTexts"; // a private key is nobody's business
  }
}
