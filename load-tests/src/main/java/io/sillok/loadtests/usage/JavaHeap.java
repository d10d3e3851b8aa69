package io.sillok.loadtests.usage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks into the heap of another JVM of this JDK, which collects its garbage with G1. */
public final class JavaHeap {

  private static final Pattern USED = Pattern.compile("garbage-first heap.*used (\\d+)K");
  private static final long KIBIBYTE = 1024;

  private JavaHeap() {}

  /** Bytes that are still referred to, after a collection; {@link Double#NaN} without a JDK. */
  public static double liveBytes(long process) throws InterruptedException {
    ask(process, "GC.run");
    return usedBytes(ask(process, "GC.heap_info"));
  }

  static double usedBytes(String heapInfo) {
    Matcher used = USED.matcher(heapInfo);
    return used.find() ? Double.parseDouble(used.group(1)) * KIBIBYTE : Double.NaN;
  }

  private static String ask(long process, String command) throws InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process asking =
          new ProcessBuilder(jcmd, Long.toString(process), command)
              .redirectErrorStream(true)
              .start();
      String answer = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      asking.waitFor();
      return answer;
    } catch (IOException withoutJdk) {
      return "";
    }
  }
}
