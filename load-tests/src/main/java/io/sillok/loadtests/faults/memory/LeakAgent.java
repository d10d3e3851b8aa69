package io.sillok.loadtests.faults.memory;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** {@link Leak} in a jar of its own, which Java takes for an agent. */
public final class LeakAgent {

  private static final long SECONDS = 10;

  private final Path jar;

  private LeakAgent(Path jar) {
    this.jar = jar;
  }

  /** Makes the jar in {@code directory}. */
  public static LeakAgent in(Path directory) {
    Path jar = directory.resolve("leak.jar");
    String entry = Leak.class.getName().replace('.', '/') + ".class";
    try (InputStream code = Leak.class.getClassLoader().getResourceAsStream(entry);
        JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar), manifest())) {
      if (code == null) {
        throw new FileNotFoundException(entry + " is not on the class path");
      }
      output.putNextEntry(new JarEntry(entry));
      code.transferTo(output);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot make the agent " + jar, failure);
    }
    return new LeakAgent(jar);
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", Leak.class.getName());
    return manifest;
  }

  /**
   * Has the process run out of memory from now on; returns while it does, or when it is gone.
   *
   * @throws IllegalStateException if it takes no agent
   */
  public void attachTo(long processId) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(processId));
      load(machine, processId);
    } catch (IOException
        | AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException failure) {
      throw new IllegalStateException(
          "Process %d takes no agent: %s".formatted(processId, failure), failure);
    }
  }

  private void load(VirtualMachine machine, long processId)
      throws IOException, AgentLoadException, AgentInitializationException {
    try {
      machine.loadAgent(jar.toString());
      machine.detach();
    } catch (IOException failure) {
      // It may be gone before it has answered, which is what is wanted.
      if (!endsSoon(processId)) {
        throw failure;
      }
    }
  }

  private static boolean endsSoon(long processId) {
    Optional<ProcessHandle> process = ProcessHandle.of(processId);
    process.ifPresent(
        handle -> handle.onExit().completeOnTimeout(handle, SECONDS, TimeUnit.SECONDS).join());
    return process.filter(ProcessHandle::isAlive).isEmpty();
  }
}
