package io.sillok.node.cluster.formation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What nodes of a cluster must have in common.
 *
 * @param protocol number of what nodes tell each other
 * @param cluster its name
 * @param store what the logs are in, in words
 * @param storeId tells it from all others
 * @param dataCenter of Cassandra, which decides what stands; empty without
 * @param version of what is deployed; nodes of another one may have other modules
 * @param modules what they have, such as {@code entity type cart}, with its module and the version
 *     of that, such as {@code storefront 1.2.0}
 * @param settings that must be alike, by path; some of them Pekko compares itself before a node
 *     joins, without saying which differs
 */
public record Agreement(
    int protocol,
    String cluster,
    String store,
    String storeId,
    String dataCenter,
    String version,
    SortedMap<String, String> modules,
    SortedMap<String, String> settings) {

  /** Grows when nodes do not understand each other any more. */
  public static final int PROTOCOL = 2;

  public Agreement {
    modules = new TreeMap<>(modules);
    settings =
        new TreeMap<>(Objects.requireNonNullElseGet(settings, TreeMap::new)); // of older nodes
  }

  /**
   * Why a node with this may not be in a cluster with {@code other}, one sentence each; empty if it
   * may.
   *
   * @param member the node that has {@code other}
   */
  List<String> differences(Agreement other, String member) {
    List<String> all = new ArrayList<>();
    if (!cluster.equals(other.cluster)) {
      all.add(
          "its cluster is %s, that of %s is %s (sillok.node.cluster.name)"
              .formatted(cluster, member, other.cluster));
    }
    if (protocol != other.protocol) {
      all.add(
          "it speaks protocol %d with other nodes, %s speaks %d; stop all nodes before those of another one start"
              .formatted(protocol, member, other.protocol));
    }
    if (!storeId.equals(other.storeId)) {
      all.add(
          "its logs are in %s, those of %s are in %s, which is another store (sillok.persistence)"
              .formatted(store, member, other.store));
    }
    if (!dataCenter.equals(other.dataCenter)) {
      all.add(
          "it writes in Cassandra's data center %s, %s in %s; each would decide by itself what stands (--datacenter)"
              .formatted(dataCenter, member, other.dataCenter));
    }
    settings.forEach((path, value) -> {
      String theirs = other.settings.getOrDefault(path, value);
      if (!theirs.equals(value)) {
        all.add(
            "it has %s = %s, %s has %s; set it alike, or stop all nodes before it changes"
                .formatted(path, value, member, theirs));
      }
    });
    if (AppVersion.same(version, other.version)) {
      lacking(modules, other.modules)
          .forEach((what, module) ->
              all.add(
                  "it lacks %s of module %s, which %s has (--modules)"
                      .formatted(what, module, member)));
      lacking(other.modules, modules)
          .forEach((what, module) ->
              all.add(
                  "%s lacks %s of module %s, which it has; an upgrade has another sillok.node.cluster.app-version"
                      .formatted(member, what, module)));
      all.addAll(others(other, member));
    }
    return all;
  }

  /** The same of modules of other versions, or other modules, each told once. */
  private Set<String> others(Agreement other, String member) {
    Set<String> all = new TreeSet<>();
    modules.forEach((what, module) -> {
      String theirs = other.modules.getOrDefault(what, module);
      if (!theirs.equals(module)) {
        all.add(
            "it has module %s, %s has %s; an upgrade has another sillok.node.cluster.app-version"
                .formatted(module, member, theirs));
      }
    });
    return all;
  }

  private static SortedMap<String, String> lacking(
      SortedMap<String, String> some, SortedMap<String, String> all) {
    SortedMap<String, String> lacking = new TreeMap<>(all);
    lacking.keySet().removeAll(some.keySet());
    return lacking;
  }
}
