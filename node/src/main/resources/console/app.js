// Where the console starts: shows the page that the address names, and keeps title, navigation and focus in step with it.
import { html, render } from "./lib/lit-html/lit-html.js";
import "./banner.js";
import { feed } from "./feed.js";
import "./pages/overview.js";
import "./pages/streams.js";
import "./pages/stream.js";
import "./pages/queue.js";
import "./pages/projections.js";
import "./pages/projection.js";
import "./pages/processors.js";
import "./pages/processor.js";
import "./pages/types.js";
import "./pages/type.js";
import "./pages/entity.js";
import { parse } from "./routes.js";

const main = document.getElementById("main");
const SECTIONS = {
  overview: "overview", types: "types", type: "types", entity: "types", streams: "streams", stream: "streams", queue: "streams",
  projections: "projections", projection: "projections", processors: "processors", processor: "processors",
};

/** @param {import("./routes.js").Route} route */
function template(route) {
  switch (route.page) {
    case "overview":
      return html`<overview-page></overview-page>`;
    case "types":
      return html`<types-page></types-page>`;
    case "type":
      return html`<type-page .route=${route}></type-page>`;
    case "entity":
      return html`<entity-page .route=${route}></entity-page>`;
    case "streams":
      return html`<streams-page></streams-page>`;
    case "stream":
      return html`<stream-page .route=${route}></stream-page>`;
    case "queue":
      return html`<queue-page .route=${route}></queue-page>`;
    case "projections":
      return html`<projections-page></projections-page>`;
    case "projection":
      return html`<projection-page .route=${route}></projection-page>`;
    case "processors":
      return html`<processors-page></processors-page>`;
    case "processor":
      return html`<processor-page .route=${route}></processor-page>`;
    default:
      return html`<h1 tabindex="-1">No such page</h1><p>The console has nothing at this address. <a href="#/">Go to the overview.</a></p>`;
  }
}

/** @param {import("./routes.js").Route} route */
function titleOf(route) {
  switch (route.page) {
    case "overview":
      return "Overview";
    case "types":
      return "Entity types";
    case "type":
      return route.type;
    case "entity":
      return `${route.type} / ${route.id}`;
    case "streams":
      return "Streams";
    case "stream":
      return route.stream;
    case "queue":
      return `${route.stream} / ${route.queue}`;
    case "projections":
      return "Projections";
    case "projection":
      return route.projection;
    case "processors":
      return "Processors";
    case "processor":
      return route.processor;
    default:
      return "No such page";
  }
}

/** Another point in the life of the same entity, or another key of the same projection, is the same place: the focus stays where the user put it. */
function placeOf(route) {
  return JSON.stringify({ ...route, sequenceNumber: undefined, key: undefined });
}

let place = null;

function show() {
  const route = parse(location.hash);
  const arrived = place !== null && place !== placeOf(route);
  place = placeOf(route);
  document.title = `${titleOf(route)} · Sillok`;
  for (const link of document.querySelectorAll("[data-section]")) {
    link.toggleAttribute("aria-current", link.dataset.section === SECTIONS[route.page]);
    if (link.hasAttribute("aria-current")) {
      link.setAttribute("aria-current", "page");
    }
  }
  render(template(route), main);
  if (arrived) {
    scrollTo(0, 0);
    queueMicrotask(() => (main.querySelector("h1") ?? main).focus());
  }
}

document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener("hashchange", show);
feed.start();
show();
