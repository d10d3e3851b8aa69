package io.sillok.node.window.definition.declared;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.examples.storefront.Storefront;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.LoadedModule;
import io.sillok.node.entity.journaled.Recorded;
import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.stream.EventDecoder;
import io.sillok.node.stream.StreamDeclaration;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamDefinition.OfEntityType;
import io.sillok.node.stream.StreamRecord;
import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.Facts;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Payload;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.schema.EntityModel.EventModel;
import io.sillok.protocol.schema.ModuleModel;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import io.sillok.protocol.schema.declared.SchemaDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Streams and events of them, as logs keep them. JSON has single quotes. */
public final class Samples {

  public static final Declared ORDERS =
      stream(
          "order-placed",
          EventKind.KEYED,
          "'name':'customer','type':'string'",
          "'name':'amount','type':'int'",
          "'name':'total','type':'long'",
          "'name':'weight','type':'double'",
          "'name':'ratio','type':'float'",
          "'name':'price','type':{'type':'bytes','logicalType':'big-decimal'}",
          "'name':'tax','type':{'type':'bytes','logicalType':'decimal','precision':10,'scale':2}",
          "'name':'huge','type':{'type':'bytes','logicalType':'big-integer'}",
          "'name':'express','type':'boolean'",
          "'name':'size','type':{'type':'enum','name':'Size','symbols':['S','M','L']}",
          "'name':'id','type':{'type':'string','logicalType':'uuid'}",
          "'name':'raw','type':'bytes'",
          "'name':'placedAt','type':{'type':'long','logicalType':'timestamp-micros'}",
          "'name':'seenAt','type':{'type':'long','logicalType':'timestamp-millis'}",
          "'name':'day','type':{'type':'int','logicalType':'date'}",
          "'name':'at','type':{'type':'int','logicalType':'time-millis'}",
          "'name':'local','type':{'type':'long','logicalType':'local-timestamp-micros'}",
          "'name':'patience','type':{'type':'long','logicalType':'duration-nanos'}",
          "'name':'gate','type':['null','string'],'default':null",
          "'name':'discount','type':['null','int'],'default':null",
          "'name':'tags','type':{'type':'array','items':'string'}",
          "'name':'order','type':{'type':'record','name':'Order','fields':[{'name':'total','type':'double'}]}",
          "'name':'billing','type':['null',{'type':'record','name':'Billing','fields':[{'name':'city','type':'string'}]}],'default':null");

  /** Without a key, and its total is of another type than that of orders. */
  public static final Declared VIEWS =
      stream(
          "page-viewed",
          EventKind.UNKEYED,
          "'name':'page','type':'string'",
          "'name':'gate','type':'string'",
          "'name':'total','type':'int'");

  public static final EntityModels MODELS = models();

  public static final StreamDefinition ADDED =
      new OfEntityType("cart", MODELS.event("cart.item-added").orElseThrow());

  public static final List<StreamDefinition> ALL = List.of(ORDERS, VIEWS, ADDED);

  private Samples() {}

  private static EntityModels models() {
    ModuleModel module = ModuleModel.of(new Storefront());
    return new EntityModels(
        List.of(
            new LoadedModule(
                module.name(), module.version(), List.copyOf(module.entityTypes().values()))));
  }

  public static Declared stream(String name, EventKind kind, String... fields) {
    return stream(name, kind, schema(fields), false);
  }

  private static Declared stream(String name, EventKind kind, Schema schema, boolean retired) {
    return new Declared(
        new StreamDeclaration(
            name,
            kind,
            schema,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            retired),
        1,
        DeclaredCodec.of(schema),
        List.of());
  }

  public static Declared retired(Declared stream) {
    return stream(stream.name(), stream.kind(), stream.schema(), true);
  }

  private static Schema schema(String... fields) {
    return SchemaDocument.parse(
        json(
            "{'type':'record','name':'E','fields':[%s]}"
                .formatted(
                    Stream.of(fields).map("{%s}"::formatted).collect(Collectors.joining(",")))));
  }

  public static JsonNode json(String text) {
    return DeclaredCodec.readTree(text.replace('\'', '"').getBytes(UTF_8));
  }

  /** A document that counts the events of a stream by its key, with other members. */
  public static JsonNode document(String... members) {
    String given = String.join(",", members);
    return json("{" + given + rest(given) + "}");
  }

  private static String rest(String given) {
    return Stream.of(
            "'stream':'order-placed'",
            "'window':{'kind':'tumbling','size':'PT1M'}",
            "'outOfOrderness':'PT0S'",
            "'allowedLateness':'PT0S'",
            "'aggregates':{'number':{'function':'count'}}")
        .filter(member -> !given.contains(member.substring(0, member.indexOf(':') + 1)))
        .map(","::concat)
        .collect(Collectors.joining())
        .substring(given.isEmpty() ? 1 : 0);
  }

  /** An order with these fields, and usual ones for the rest. */
  public static JsonNode order(String... fields) {
    String given = String.join(",", fields);
    String rest =
        Stream.of(
                "'customer':'ann'",
                "'amount':1",
                "'total':1",
                "'weight':1.5",
                "'ratio':0.1",
                "'price':'1.50'",
                "'tax':'0.10'",
                "'huge':'7'",
                "'express':true",
                "'size':'M'",
                "'id':'123e4567-e89b-12d3-a456-426614174000'",
                "'raw':'AQI='",
                "'placedAt':'2026-01-31T12:00:00Z'",
                "'seenAt':'2026-01-31T12:00:00Z'",
                "'day':'2026-01-31'",
                "'at':'12:00:00'",
                "'local':'2026-01-31T12:00:00'",
                "'patience':'PT1H'",
                "'tags':[]",
                "'order':{'total':2.5}")
            .filter(field -> !given.contains(field.substring(0, field.indexOf(':') + 1)))
            .collect(Collectors.joining(","));
    return json("{%s%s%s}".formatted(given, given.isEmpty() ? "" : ",", rest));
  }

  /** Where the log has {@code data} at {@code offset}, a second after the one before. */
  public static IndexedEvent event(Declared stream, String key, JsonNode data, long offset) {
    return event(stream, stream.codec().encode(data), stream.fingerprint(), key, false, offset);
  }

  public static IndexedEvent removal(Declared stream, String key, long offset) {
    return event(stream, new byte[0], stream.fingerprint(), key, true, offset);
  }

  public static IndexedEvent event(
      Declared stream, byte[] avro, long fingerprint, String key, boolean removal, long offset) {
    byte[] bytes =
        StreamRecordCodec.encode(
            new StreamRecord(
                key.isEmpty() ? Optional.empty() : Optional.of(key),
                Optional.empty(),
                fingerprint,
                removal,
                avro));
    return indexed(
        stream.log(),
        offset,
        "stream@%s|3".formatted(stream.log()),
        new Payload(StreamRecordCodec.SERIALIZER_ID, "", bytes));
  }

  /** An event of an entity. */
  public static <E> IndexedEvent event(Class<E> type, E event, String entity, long offset) {
    EventModel<?> model =
        MODELS.events().filter(each -> each.record().equals(type)).findFirst().orElseThrow();
    Recorded recorded =
        new Recorded(
            model.stream(),
            model.avro().fingerprint(),
            model.encode(event),
            event,
            Instant.ofEpochSecond(offset),
            null,
            null);
    byte[] bytes = new RecordedCodec(MODELS, new Schemas(new SilentFacts())).encode(recorded);
    return indexed("cart", offset, "cart|" + entity, new Payload(1, model.stream(), bytes));
  }

  private static IndexedEvent indexed(String log, long offset, String id, Payload payload) {
    Instant time = Instant.ofEpochSecond(offset);
    return new IndexedEvent(
        new LogId(log, 3),
        offset,
        time,
        new LoggedEvent(id, offset + 1, offset, "w", time, payload, "", null, Set.of()));
  }

  public static EventDecoder decoder(Facts facts) {
    Schemas schemas = new Schemas(facts);
    return new EventDecoder(new RecordedCodec(MODELS, schemas), schemas);
  }
}
