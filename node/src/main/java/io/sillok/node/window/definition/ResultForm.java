package io.sillok.node.window.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.window.run.WindowResult;
import org.apache.avro.Schema;

/** How the values of results are told. */
public interface ResultForm {

  /** The record of the values. */
  Schema schema();

  /** The values of a result that has some. */
  JsonNode values(WindowResult result);
}
