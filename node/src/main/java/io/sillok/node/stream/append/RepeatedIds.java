package io.sillok.node.stream.append;

import io.sillok.node.stream.append.Appended.Part;
import io.sillok.node.stream.append.Appended.Result.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds events of one request that have the same id and are not the same. */
final class RepeatedIds {

  private RepeatedIds() {}

  private record Place(int partition, RecentIds.Name name) {}

  private record First(int index, long content) {}

  /**
   * The encodings, but wrong where an event before it in its partition has the same id with other
   * data.
   */
  static List<Encoding> refuse(List<Encoding> encodings) {
    Map<Place, First> firsts = new HashMap<>();
    List<Encoding> checked = new ArrayList<>(encodings.size());
    for (Encoding encoding : encodings) {
      checked.add(checked(encoding, checked.size(), firsts));
    }
    return checked;
  }

  private static Encoding checked(Encoding encoding, int index, Map<Place, First> firsts) {
    if (!(encoding instanceof Encoding.Ready ready) || ready.event().name() == null) {
      return encoding;
    }
    Place place = new Place(ready.partition(), ready.event().name());
    First first = firsts.putIfAbsent(place, new First(index, ready.event().content()));
    return first == null || first.content() == ready.event().content()
        ? encoding
        : new Encoding.Wrong(
            ready.partition(),
            new Refused(
                "id-reused",
                "Event %d of this request has the same source and id with other data; an id is of one event for ever"
                    .formatted(first.index()),
                Part.ID,
                List.of()));
  }
}
