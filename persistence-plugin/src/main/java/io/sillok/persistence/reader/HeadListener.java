package io.sillok.persistence.reader;

import io.sillok.persistence.LogId;
import java.util.Map;

/** Hears how far logs reach, of each the latest only. */
@FunctionalInterface
public interface HeadListener {

  /** Each of these logs has grown to this offset at least. On any thread; returns at once. */
  void moved(Map<LogId, Long> heads);
}
