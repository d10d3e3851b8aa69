package io.sillok.persistence.tls;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All certificates that this process uses, for whoever watches over their expiry. */
public final class CertificatesInUse {

  private static final Set<TlsContexts> OPEN = ConcurrentHashMap.newKeySet();

  private CertificatesInUse() {}

  static void add(TlsContexts contexts) {
    OPEN.add(contexts);
  }

  static void remove(TlsContexts contexts) {
    OPEN.remove(contexts);
  }

  /** By what they are used for. */
  public static List<CertificateInUse> all() {
    return OPEN.stream()
        .flatMap(contexts -> contexts.certificates().stream())
        .distinct()
        .sorted(Comparator.comparing(CertificateInUse::use).thenComparing(CertificateInUse::file))
        .toList();
  }
}
