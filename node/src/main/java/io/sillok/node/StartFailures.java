package io.sillok.node;

import com.typesafe.config.ConfigException;
import io.sillok.node.cluster.SilentPartitionsException;
import io.sillok.node.cluster.formation.DisagreementException;
import io.sillok.node.cluster.formation.ManagementException;
import io.sillok.node.stream.IncompatibleSchemaException;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.tls.TlsException;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.remote.RemoteTransportException;

/** What keeps a node from starting, in one line each. */
final class StartFailures {

  private StartFailures() {}

  static StartException of(Throwable failure, NodeConfig config) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case StartException known -> {
          return known;
        }
        case StoreException known
            when known.code().equals("store-unwritable")
                && known.getCause() instanceof IOException reason -> {
          return unwritable(config, reason, known);
        }
        case StoreException known -> {
          return new StartException(known.code(), String.valueOf(known.getMessage()), known);
        }
        case TlsException unusable -> {
          return new StartException(
              unusable.code(), String.valueOf(unusable.getMessage()), unusable);
        }
        case IncompatibleSchemaException incompatible -> {
          return new StartException(
              "schema-incompatible", String.valueOf(incompatible.getMessage()), incompatible);
        }
        case DisagreementException disagreement -> {
          return new StartException(
              "cluster-disagrees", String.valueOf(disagreement.getMessage()), disagreement);
        }
        case ManagementException refused -> {
          return new StartException(
              "management-port-refused", String.valueOf(refused.getMessage()), refused);
        }
        case RemoteTransportException refused -> {
          return new StartException(
              "cluster-port-refused",
              "Other nodes cannot reach this one: %s; choose another address or port with --cluster-host and --cluster-port"
                  .formatted(refused.getMessage()),
              refused);
        }
        case BindException taken -> {
          return cannotListen(taken, config);
        }
        case UnresolvedAddressException unknown -> {
          return unknownHost(config, unknown);
        }
        case SocketException refused -> {
          return cannotListen(refused, config);
        }
        case ConfigException wrong -> {
          return new StartException(
              "wrong-setting", "A setting is wrong: " + wrong.getMessage(), wrong);
        }
        case SilentPartitionsException silent -> {
          return new StartException(
              "start-timeout",
              "%s; see with sillok cluster which nodes have them, and look into the logs of these, or set sillok.node.start-timeout higher if they are slow"
                  .formatted(silent.getMessage()),
              silent);
        }
        case TimeoutException slow -> {
          return new StartException(
              "start-timeout",
              "The store or another node did not answer within sillok.node.start-timeout; look after them, or set it higher if they are slow",
              slow);
        }
        default -> {}
      }
    }
    return new StartException("start-failed", "The node cannot start: " + failure, failure);
  }

  private static StartException unwritable(
      NodeConfig config, IOException reason, StoreException failure) {
    return new StartException(
        failure.code(),
        "The store's directory %s cannot be written: %s; mend that or choose another one with --data"
            .formatted(config.dataDirectory(), FileTrouble.inWords(reason)),
        failure);
  }

  private static StartException cannotListen(SocketException failure, NodeConfig config) {
    String reason = String.valueOf(failure.getMessage());
    if (reason.contains("in use")) {
      return new StartException(
          "port-in-use",
          "Port %d is in use; choose another with --port".formatted(config.port()),
          failure);
    }
    if (reason.contains("assign") || reason.contains("nresolved")) {
      return unknownHost(config, failure);
    }
    return new StartException(
        "port-refused",
        "Port %d cannot be listened on: %s; choose another with --port"
            .formatted(config.port(), reason),
        failure);
  }

  private static StartException unknownHost(NodeConfig config, Throwable failure) {
    return new StartException(
        "host-unknown",
        "Host %s is not an address of this machine; choose another with --host"
            .formatted(config.host()),
        failure);
  }
}
