package io.sillok.node.fuzz;

import static io.sillok.node.fuzz.FuzzedRequest.delete;
import static io.sillok.node.fuzz.FuzzedRequest.get;
import static io.sillok.node.fuzz.FuzzedRequest.post;
import static io.sillok.node.fuzz.FuzzedRequest.put;

import java.util.List;

/**
 * What is fuzzed, each with requests that are right. What a body has in angle brackets, {@link
 * FuzzedNode#filled} puts there.
 */
enum Area {
  APPENDS(
      post("/v1/streams/jobs/events", Area.JOB),
      post("/v1/streams/jobs/events", "[%s,%s,%s]".formatted(Area.JOB, Area.JOB, Area.JOB)),
      post("/v1/streams/jobs/events", "application/cloudevents+json", Area.CLOUD_EVENT),
      post(
          "/v1/streams/jobs/events",
          "application/cloudevents-batch+json",
          "[%s]".formatted(Area.CLOUD_EVENT)),
      post(
          "/v1/streams/views/events",
          "{\"productId\":\"p-1\",\"viewedAt\":\"2026-03-01T10:05:00Z\",\"seconds\":7}"),
      post("/v1/streams/views/time", "{\"advanceTo\":\"2026-03-01T10:00:00Z\"}")),

  DECLARATIONS(
      put("/v1/streams/jobs?dryRun=true", Declarations.JOBS), // others need it as it is
      put("/v1/streams/views?dryRun=true", Declarations.VIEWS),
      put("/v1/streams/fuzzed-jobs", Declarations.JOBS),
      put("/v1/streams/fuzzed-products", Declarations.PRODUCTS),
      delete("/v1/streams/fuzzed-jobs")),

  QUEUES(
      put(Area.QUEUES_OF_JOBS + "all", Declarations.QUEUE),
      put(Area.QUEUES_OF_JOBS + "fuzzed", Declarations.QUEUE),
      delete(Area.QUEUES_OF_JOBS + "fuzzed"),
      post(Area.QUEUES_OF_JOBS + "all/receive", "{\"max\":2,\"lease\":\"PT10M\"}"),
      post(Area.QUEUES_OF_JOBS + "all/ack", "{\"receipts\":[\"<receipt>\"]}"),
      post(Area.QUEUES_OF_JOBS + "all/nack", "{\"receipts\":[\"<receipt>\"],\"delay\":\"PT10M\"}"),
      post(
          Area.QUEUES_OF_JOBS + "all/reject",
          "{\"receipts\":[\"<receipt>\"],\"reason\":\"wrong\"}"),
      post(
          Area.QUEUES_OF_JOBS + "all/extend", "{\"receipts\":[\"<receipt>\"],\"lease\":\"PT20M\"}"),
      post(Area.QUEUES_OF_JOBS + "all/dead-letters/replay", "{\"all\":true}"),
      post(Area.QUEUES_OF_JOBS + "all/dead-letters/discard", "{\"items\":[<letter>]}")),

  CONSUMERS(
      put(Area.CONSUMERS_OF_JOBS + "readers", "{\"from\":\"start\"}"),
      put(Area.CONSUMERS_OF_JOBS + "fuzzed", "{\"from\":\"end\",\"filter\":\"data.position > 1\"}"),
      delete(Area.CONSUMERS_OF_JOBS + "fuzzed"),
      get(Area.CONSUMERS_OF_JOBS + "readers/events?limit=5"),
      put(Area.CONSUMERS_OF_JOBS + "readers/position", "{\"position\":\"<position>\"}"),
      post(Area.CONSUMERS_OF_JOBS + "readers/reset", "{\"to\":\"start\",\"dryRun\":false}"),
      post(Area.CONSUMERS_OF_JOBS + "readers/reset", "{\"to\":\"end\",\"dryRun\":true}")),

  PROJECTIONS(
      put("/v1/projections/per-hour", Declarations.PER_HOUR),
      put("/v1/projections/fuzzed?dryRun=true", Declarations.PER_HOUR),
      put("/v1/projections/other?dryRun=true", Declarations.PER_HOUR),
      get("/v1/projections/per-hour/windows?open=true"),
      get("/v1/projections/per-hour/events?from=start&limit=5"),
      post("/v1/projections/per-hour/verify", "")),

  TABLES(
      post(
          "/v1/streams/products/events",
          "{\"productId\":\"p-2\",\"listedAt\":\"2026-01-31T12:00:00Z\",\"stock\":<number>}"),
      post("/v1/streams/products/events?key=p-1", "null"),
      get("/v1/streams/products/table?limit=3"),
      get("/v1/streams/products/table/p-2"),
      post("/v1/streams/products/table/verify", ""));

  private static final String QUEUES_OF_JOBS = "/v1/streams/jobs/queues/";
  private static final String CONSUMERS_OF_JOBS = "/v1/streams/jobs/consumers/";
  private static final String JOB = "{\"customerId\":\"c-<number>\",\"position\":<number>}";
  private static final String CLOUD_EVENT =
      "{\"specversion\":\"1.0\",\"type\":\"jobs\",\"source\":\"shop\",\"id\":\"e-1\",\"data\":{\"customerId\":\"c-5\",\"position\":5}}";

  @SuppressWarnings("ImmutableEnumChecker") // List.of, which the checker does not see
  private final List<FuzzedRequest> requests;

  Area(FuzzedRequest... requests) {
    this.requests = List.of(requests);
  }

  List<FuzzedRequest> requests() {
    return requests;
  }
}
