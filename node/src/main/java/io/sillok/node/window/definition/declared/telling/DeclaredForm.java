package io.sillok.node.window.definition.declared.telling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.window.definition.ResultForm;
import io.sillok.protocol.window.run.WindowResult;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A field for each aggregate. What there is none of, such as the least of no values, is left out.
 */
public final class DeclaredForm implements ResultForm {

  private final List<Told> told;
  private final Schema schema;

  /**
   * @param told in the order of the aggregates whose results it is given
   */
  public DeclaredForm(String projection, List<Told> told) {
    this.told = List.copyOf(told);
    schema = ResultSchemas.values(projection, told);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public JsonNode values(WindowResult result) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (int index = 0; index < told.size(); index++) {
      Told each = told.get(index);
      each.json()
          .apply(result.values().get(index))
          .ifPresent(value -> values.set(each.name(), value));
    }
    return values;
  }
}
