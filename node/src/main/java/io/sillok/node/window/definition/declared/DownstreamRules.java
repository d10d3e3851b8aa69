package io.sillok.node.window.definition.declared;

import java.util.List;
import org.apache.avro.Schema;

/** What of a declared downstream only those know who run it. */
@FunctionalInterface
public interface DownstreamRules {

  /**
   * All that is wrong, with pointers into the declaration; nothing if they can run.
   *
   * @param results the schema of the stream of results
   */
  List<ProjectionFault> faults(List<DeclaredDownstream> downstream, Schema results);
}
