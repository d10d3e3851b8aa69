package io.sillok.cassandra.testkit;

import java.nio.file.Path;
import java.util.List;

/** Cassandra could not be started or told to do something; the message says what to do about it. */
public final class CassandraException extends RuntimeException {

  private CassandraException(String message) {
    super(message);
  }

  private CassandraException(String message, Throwable cause) {
    super(message, cause);
  }

  static CassandraException noJava(List<Path> lookedAt) {
    return new CassandraException(
        """
        Cassandra 5.0 runs on Java 17 or 11, and there is none in %s.
        Install one (Debian, Ubuntu: apt install openjdk-17-jre-headless; macOS: brew install openjdk@17), \
        or point CASSANDRA_JAVA_HOME at one that is somewhere else\
        """
            .formatted(lookedAt));
  }

  static CassandraException noServerJars(List<Path> startedFrom) {
    return new CassandraException(
        """
        The jars of the Cassandra server are not there: no %s in or above %s.
        `mvn -pl cassandra-testkit/server generate-resources` gathers them; \
        if they are somewhere else, say where by the system property %s\
        """
            .formatted(ServerJars.PLACE, startedFrom, ServerJars.PROPERTY));
  }

  static CassandraException notImported(List<?> directories) {
    return new CassandraException(
        "Cassandra did not import %s; its log says why".formatted(directories));
  }

  static CassandraException notUp(String why, String lastLines) {
    return new CassandraException(
        "Cassandra did not come up: %s. The end of its log:%n%s".formatted(why, lastLines));
  }

  static CassandraException failed(String what, Throwable cause) {
    return new CassandraException("%s failed: %s".formatted(what, cause.getMessage()), cause);
  }

  static CassandraException failed(String what, String output) {
    return new CassandraException("%s failed: %s".formatted(what, output));
  }

  static CassandraException interrupted(String during) {
    Thread.currentThread().interrupt();
    return new CassandraException("Interrupted while %s".formatted(during));
  }
}
