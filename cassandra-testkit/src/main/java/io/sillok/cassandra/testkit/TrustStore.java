package io.sillok.cassandra.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a client needs to trust a server with TLS: a PKCS 12 file that holds the server's
 * certificate, which names 127.0.0.1 to 127.0.0.9 and localhost.
 */
public record TrustStore(Path path, String password) {

  private static final String PASSWORD = "cassandra";

  /** Makes a key pair for the server in {@code directory}, and this from it. */
  static TrustStore create(Path javaHome, Path directory) {
    Path keyStore = directory.resolve("keystore.p12");
    Path trustStore = directory.resolve("truststore.p12");
    Path certificate = directory.resolve("server.pem");
    List<String> names = new ArrayList<>(List.of("dns:localhost"));
    for (int last = 1; last <= 9; last++) {
      names.add("ip:127.0.0." + last);
    }
    String san = "san=" + String.join(",", names);
    keytool(
        javaHome, keyStore, "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", san);
    keytool(javaHome, keyStore, "-exportcert", "-rfc", "-file", certificate.toString());
    keytool(javaHome, trustStore, "-importcert", "-noprompt", "-file", certificate.toString());
    return new TrustStore(trustStore, PASSWORD);
  }

  /** Trusts the server, and nobody else. */
  public SSLContext sslContext() {
    try {
      KeyStore store = KeyStore.getInstance(path.toFile(), password.toCharArray());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw CassandraException.failed("Reading " + path, e);
    }
  }

  String serverYaml() {
    return """
    client_encryption_options:
      enabled: true
      optional: false
      require_client_auth: false
      store_type: PKCS12
      keystore: '%s'
      keystore_password: %s
    """
        .formatted(path.resolveSibling("keystore.p12"), password);
  }

  private static void keytool(Path javaHome, Path store, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "server", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Command.run(command);
  }
}
