package io.sillok.node.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.client.NodeClient;
import java.io.PrintWriter;

/** Tells what to try with the flights: one log, read as a stream, as a queue and as a table. */
final class FlightGuide {

  private static final String HOURS_LATE = "data.delayMinutes >= 120";

  private final NodeClient node;
  private final String url;
  private final PrintWriter out;

  FlightGuide(NodeClient node, String url, PrintWriter out) {
    this.node = node;
    this.url = url;
    this.out = out;
  }

  void print() {
    out.println(
        "Real flights are reported meanwhile, three days of January 2001, late ones late. As a stream,");
    out.println(
        "as a queue of which each late flight goes to one worker, and as a table with a row an airport:");
    out.printf(
        "  # flights as they are reported%n  curl -sN '%s%s' -H 'Accept: text/event-stream'%n%n",
        url, Flights.EVENTS);
    show(
        "one that was hours late",
        "curl -sG '%s%s' -d limit=1 --data-urlencode 'filter=%s'"
            .formatted(url, Flights.EVENTS, HOURS_LATE),
        node.get(Flights.EVENTS + "?limit=1&filter=" + NodeClient.segment(HOURS_LATE)));
    read("the queue of late flights", Flights.QUEUE);
    read("what is known of Chicago O'Hare", Flights.TABLE + "/ORD");
    read(
        "departures from there by the hour, as far as they are known; without open=true those that are told",
        Flights.DEPARTURES + "/windows?key=ORD&open=true&limit=1");
    out.printf(
        "  # which flights were too late for which hours, and the average delay over the last hour by 10 minutes%n"
            + "  curl -s '%s%s/late?limit=3'%n  curl -s '%s/v1/projections/average-delay/windows?limit=3'%n%n",
        url, Flights.DEPARTURES, url);
    out.printf("  or: ./sillok stream %s --follow --from end --url %s%n%n", Flights.FLIGHTS, url);
  }

  private void read(String what, String path) {
    show(what, "curl -s '%s%s'".formatted(url, path), node.get(path));
  }

  private void show(String what, String command, JsonNode answer) {
    out.printf("  # %s%n  %s%n    %s%n%n", what, command, answer);
  }
}
