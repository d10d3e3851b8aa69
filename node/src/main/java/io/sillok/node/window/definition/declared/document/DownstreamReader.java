package io.sillok.node.window.definition.declared.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.node.window.definition.declared.DeclaredDownstream.DeclaredTarget;
import io.sillok.node.window.definition.declared.DeclaredDownstream.OfCommands;
import io.sillok.node.window.definition.declared.DeclaredDownstream.OfWebhook;
import io.sillok.protocol.projection.Downstream;
import io.sillok.protocol.schema.ProjectionModel;
import io.sillok.protocol.schema.shape.Names;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what is declared to be done with results. */
final class DownstreamReader {

  static final String MEMBER = "downstream";

  private static final List<String> OF_COMMANDS = List.of("entity", "id", "command", "body");
  private static final List<String> OF_WEBHOOK = List.of("webhook", "secret");
  private static final List<String> MEMBERS =
      Stream.of(List.of("name", "when", "attempts"), OF_COMMANDS, OF_WEBHOOK)
          .flatMap(List::stream)
          .toList();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 10;
  private static final String ENTITIES_KEY = "data.key";

  /** In the place of what has a fault, which nothing comes of. */
  private static final String UNKNOWN = "unknown";

  private static final URI NOWHERE = URI.create("http://invalid.invalid/");

  private final Members document;
  private final Set<String> names = new HashSet<>();

  private DownstreamReader(Members document) {
    this.document = document;
  }

  /** By their places in the list; of those that have faults as much as can be checked further. */
  static SortedMap<Integer, DeclaredDownstream> read(Members document) {
    return new DownstreamReader(document).readAll();
  }

  private SortedMap<Integer, DeclaredDownstream> readAll() {
    Optional<JsonNode> member = document.find(MEMBER);
    if (member.isEmpty()) {
      return Collections.emptySortedMap();
    }
    if (!member.get().isArray() || member.get().size() > MOST) {
      document.wrong(
          member.get().isArray() ? "out-of-range" : "wrong-type",
          MEMBER,
          "must be a list of up to %d, each such as {\"name\": \"order-supplies\", \"entity\": \"product\", \"command\": \"order\", \"body\": {}}"
              .formatted(MOST));
      return Collections.emptySortedMap();
    }
    SortedMap<Integer, DeclaredDownstream> all = new TreeMap<>();
    for (int index = 0; index < member.get().size(); index++) {
      int place = index;
      Members.of(member.get().get(index), document.at(MEMBER) + "/" + index, document.faults())
          .flatMap(this::one)
          .ifPresent(found -> all.put(place, found));
    }
    return all;
  }

  private Optional<DeclaredDownstream> one(Members members) {
    members.allow("A downstream", MEMBERS);
    Optional<String> name = name(members);
    Optional<String> when = members.text("when");
    Optional<Integer> attempts =
        members.has("attempts")
            ? members.requireWhole("attempts", "", Downstream.MOST_ATTEMPTS)
            : Optional.of(Downstream.USUAL_ATTEMPTS);
    Optional<? extends DeclaredTarget> target = target(members);
    return target.map(found ->
        new DeclaredDownstream(
            name.orElse(UNKNOWN), when, attempts.orElse(Downstream.USUAL_ATTEMPTS), found));
  }

  private Optional<String> name(Members members) {
    Optional<String> name =
        members.requireText("name", "by which it is known, such as order-supplies");
    if (name.isPresent()
        && (!Names.isKebab(name.get())
            || name.get().length() > ProjectionModel.LONGEST_DOWNSTREAM)) {
      members.wrong(
          "invalid-name",
          "name",
          "must be in kebab case, such as order-supplies, with up to %d characters"
              .formatted(ProjectionModel.LONGEST_DOWNSTREAM));
      return Optional.empty();
    }
    if (name.isPresent() && !names.add(name.get())) {
      members.wrong("name-taken", "name", "is that of another downstream; choose another");
    }
    return name;
  }

  private static Optional<? extends DeclaredTarget> target(Members members) {
    if (!members.has("webhook")) {
      refuse(members, List.of("secret"), "goes with webhook, which is missing");
      return commands(members);
    }
    refuse(members, OF_COMMANDS, "stands beside webhook; make it a downstream of its own");
    return webhook(members);
  }

  private static void refuse(Members members, List<String> others, String why) {
    others.stream()
        .filter(members::has)
        .forEach(other -> members.wrong("out-of-range", other, why));
  }

  private static Optional<DeclaredTarget> commands(Members members) {
    Optional<String> entity =
        members.requireText("entity", "an entity type such as product, or webhook, a URL");
    Optional<String> command = members.requireText("command", "one of the entity type's commands");
    Optional<String> id = members.has("id") ? members.text("id") : Optional.of(ENTITIES_KEY);
    Optional<ObjectNode> body =
        members.has("body")
            ? members.object("body", "").map(given -> asStored(given.json()))
            : Optional.of(JsonNodeFactory.instance.objectNode());
    return entity.isPresent() && command.isPresent() && body.isPresent()
        ? Optional.of(
            new OfCommands(entity.get(), id.orElse(ENTITIES_KEY), command.get(), body.get()))
        : Optional.empty();
  }

  /** The same body is equal, whether it comes from a request or from the store. */
  private static ObjectNode asStored(ObjectNode body) {
    try {
      return (ObjectNode) JSON.readTree(body.toString());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Optional<DeclaredTarget> webhook(Members members) {
    Optional<URI> url = members.text("webhook").flatMap(text -> url(members, text));
    Optional<String> secret =
        members.requireText(
            "secret", "the name of a secret in the configuration sillok.node.webhooks.secrets");
    return secret.map(known -> new OfWebhook(url.orElse(NOWHERE), known));
  }

  private static Optional<URI> url(Members members, String text) {
    try {
      URI url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getUserInfo() == null) {
        return Optional.of(url);
      }
    } catch (URISyntaxException invalid) {
      // told below
    }
    members.wrong(
        "out-of-range",
        "webhook",
        "must be a URL such as https://example.com/results, without user or password");
    return Optional.empty();
  }
}
