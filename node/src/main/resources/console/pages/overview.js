// The overview: the node, its store, its rates and its partitions, as the node told them last.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { feed } from "../feed.js";
import { bytes, duration, rate } from "../format.js";
import { partitionGrid } from "../parts/partition-grid.js";
import { sparkline } from "../parts/sparkline.js";
import { View } from "../view.js";

class OverviewPage extends View {
  started() {
    feed.addEventListener("change", () => this.changed(), { signal: this.signal });
  }

  template() {
    const cluster = feed.cluster;
    return html`<h1 tabindex="-1">Overview</h1>
      ${cluster
        ? html`<div class="cards" data-stale=${feed.failure !== null}>${node(cluster)}${store(cluster.store)}${rates(cluster.rates)}</div>
            ${partitions(cluster)}`
        : html`<p class="note">Asking the node …</p>`}`;
  }
}

function node(cluster) {
  return html`<section class="card" aria-labelledby="node">
    <h2 id="node">Node</h2>
    <p class="status ${readiness().kind}">${readiness().text}</p>
    <dl class="facts">
      <dt>Address</dt>
      <dd><code>${cluster.self}</code></dd>
      <dt>Version</dt>
      <dd>${cluster.version}</dd>
      <dt>Up for</dt>
      <dd>${duration(cluster.uptimeSeconds)}</dd>
      <dt>Members</dt>
      <dd>${cluster.members.map((member) => html`<div><code>${member.address}</code> ${member.status}</div>`)}</dd>
    </dl>
  </section>`;
}

function readiness() {
  if (feed.failure) {
    return { kind: "bad", text: "Does not answer" };
  }
  return feed.unready ? { kind: "bad", text: `Not ready: ${feed.unready.message}` } : { kind: "good", text: "Ready" };
}

function store(it) {
  const failed = it.health === "failed";
  return html`<section class="card ${failed ? "failed" : ""}" aria-labelledby="store">
    <h2 id="store">Store</h2>
    <p class="status ${failed ? "bad" : "good"}">${failed ? "Failed" : "Healthy"}</p>
    ${failed ? html`<p class="reason">${it.reason}</p>` : nothing}
    <dl class="facts">
      <dt>Kind</dt>
      <dd>${it.kind}</dd>
      <dt>Location</dt>
      <dd><code>${it.location}</code></dd>
      <dt>Size</dt>
      <dd>${bytes(it.bytes)}</dd>
    </dl>
  </section>`;
}

function rates(now) {
  return html`<section class="card" aria-labelledby="rates">
    <h2 id="rates">Rates</h2>
    ${gauge("Commands", now.commandsPerSecond, "commandsPerSecond")}${gauge("Events", now.eventsPerSecond, "eventsPerSecond")}
  </section>`;
}

function gauge(name, now, field) {
  const points = feed.samples.map((sample) => ({ time: sample.time, value: sample[field] }));
  return html`<div class="gauge">
    <p><span class="figure">${rate(now)}</span> ${name.toLowerCase()}/s</p>
    ${sparkline(`${name} per second`, points)}
  </div>`;
}

function partitions(cluster) {
  const logs = Map.groupBy(cluster.logs, (entry) => entry.log);
  return html`<section aria-labelledby="partitions">
    <h2 id="partitions">Partitions</h2>
    <p class="note">Each cell is a partition with its next offset and the epoch of its writer.</p>
    ${logs.size === 0 ? html`<p>Nothing is written yet.</p>` : nothing}
    ${[...logs].sort(byName).map(([log, entries]) => partitionGrid(log, cluster.partitions, entries))}
  </section>`;
}

function byName([one], [other]) {
  return one < other ? -1 : 1;
}

customElements.define("overview-page", OverviewPage);
