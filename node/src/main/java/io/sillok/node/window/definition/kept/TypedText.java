package io.sillok.node.window.definition.kept;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.window.definition.declared.document.WindowingWriter;
import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.projection.SourceRecord;
import io.sillok.protocol.schema.ProjectionModel;
import io.sillok.protocol.window.run.Windowing;

/**
 * What a module's projection is as a text, as far as that can be told: which streams it reads and
 * looks up, whether by their keys, its windows, the schema of its results, and its revision.
 * Another text is another version. Functions are not told, so who changes them raises the revision.
 */
public final class TypedText {

  private TypedText() {}

  public static String of(ProjectionModel<?, ?> model) {
    ProjectionType<?, ?> type = model.type();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode sources = json.putArray("sources");
    for (ProjectionSource<?, ?> source : type.sources()) {
      ObjectNode each = sources.addObject();
      each.put("stream", source.stream()).put("key", source.key().isPresent() ? "own" : "stream");
      if (source.record() instanceof SourceRecord.Enriched<?, ?, ?> enriched) {
        each.putObject("lookup")
            .put("stream", enriched.lookup().stream())
            .put("outOfOrderness", enriched.lookup().outOfOrderness().toString());
      }
    }
    WindowingWriter.write(new Windowing(type.windows(), type.lateness(), type.emit()), json);
    return json.put("result", Schemas.hex(model.avro().fingerprint()))
        .put("revision", type.revision())
        .toString();
  }
}
