package io.sillok.cassandra.testkit;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What only JMX can tell a server. It listens for that from the first question on, on loopback; a
 * server that nobody asks does not.
 */
final class Management {

  private static final String STORAGE_SERVICE = "org.apache.cassandra.db:type=StorageService";

  private final long processId;

  Management(long processId) {
    this.processId = processId;
  }

  /** Writes the memtables of {@code keyspace} to disk. */
  void flush(String keyspace) {
    tell("forceKeyspaceFlush", keyspace);
  }

  /** Makes a snapshot of all tables of {@code keyspace}, as {@code nodetool snapshot} does. */
  void snapshot(String keyspace, String name) {
    tell("takeSnapshot", name, keyspace);
  }

  /** Forgets a snapshot, as {@code nodetool clearsnapshot} does. */
  void clearSnapshot(String keyspace, String name) {
    tell("clearSnapshot", name, keyspace);
  }

  /** Has the storage service do something to which there is no answer. */
  private void tell(String operation, String what, String... more) {
    ask(
        "%s of %s".formatted(operation, what),
        server ->
            server.invoke(
                new ObjectName(STORAGE_SERVICE),
                operation,
                new Object[] {what, more},
                new String[] {String.class.getName(), String[].class.getName()}));
  }

  /**
   * Gives {@code table} the rows of the files in {@code directory}, as {@code nodetool import
   * --copy-data} does.
   */
  void load(String keyspace, String table, Path directory) {
    boolean[] choices = {
      false, // keep levels
      false, // keep when they were repaired
      true, // verify the files
      true, // and that their rows belong here
      true, // forget cached rows
      false, // not each value
      true // copy the files
    };
    Object[] arguments = new Object[1 + choices.length];
    String[] types = new String[arguments.length];
    arguments[0] = Set.of(directory.toString());
    types[0] = Set.class.getName();
    for (int choice = 0; choice < choices.length; choice++) {
      arguments[choice + 1] = choices[choice];
      types[choice + 1] = boolean.class.getName();
    }
    List<?> failed =
        ask(
            "Importing " + directory,
            server ->
                (List<?>)
                    server.invoke(
                        new ObjectName(
                            "org.apache.cassandra.db:type=Tables,keyspace=%s,table=%s"
                                .formatted(keyspace, table)),
                        "importNewSSTables",
                        arguments,
                        types));
    if (!failed.isEmpty()) {
      throw CassandraException.notImported(failed);
    }
  }

  /** The addresses of the servers that this one sees up and normal, itself among them. */
  List<String> upAndNormal() {
    return ask(
        "Asking for live nodes",
        server -> {
          List<String> live = strings(server, "LiveNodes");
          List<String> joining = strings(server, "JoiningNodes");
          List<String> inRing =
              ((Map<?, ?>)
                      server.getAttribute(new ObjectName(STORAGE_SERVICE), "TokenToEndpointMap"))
                  .values().stream().map(String::valueOf).toList();
          return live.stream()
              .filter(node -> inRing.contains(node) && !joining.contains(node))
              .toList();
        });
  }

  private static List<String> strings(MBeanServerConnection server, String attribute)
      throws JMException, IOException {
    return ((List<?>) server.getAttribute(new ObjectName(STORAGE_SERVICE), attribute))
        .stream().map(String::valueOf).toList();
  }

  @SuppressWarnings("BanJNDI") // The address is that of a process of ours, on loopback.
  private <T> T ask(String what, Question<T> question) {
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address()))) {
      return question.ask(connector.getMBeanServerConnection());
    } catch (JMException | IOException | AttachNotSupportedException e) {
      throw CassandraException.failed(what, e);
    }
  }

  private String address() throws IOException, AttachNotSupportedException {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(processId));
    try {
      return machine.startLocalManagementAgent();
    } finally {
      machine.detach();
    }
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask(MBeanServerConnection server) throws JMException, IOException;
  }
}
