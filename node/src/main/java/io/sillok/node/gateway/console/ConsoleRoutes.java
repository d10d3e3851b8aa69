package io.sillok.node.gateway.console;

import io.sillok.node.gateway.console.Assets.Asset;
import io.sillok.node.gateway.http.Conditions;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** The console: static files, and the way to them. */
public final class ConsoleRoutes {

  private static final String HOME = "/console/";

  // The console loads nothing from elsewhere, and no page elsewhere may frame it.
  private static final HttpHeader CONTENT_SECURITY_POLICY =
      RawHeader.create(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src"
              + " 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'");
  private static final HttpHeader NO_REFERRER = RawHeader.create("Referrer-Policy", "no-referrer");
  private static final HttpHeader REVALIDATE = RawHeader.create("Cache-Control", "no-cache");

  private final Assets assets = new Assets();

  public List<Route> routes() {
    return List.of(
        Route.get("/", this::home),
        Route.get("/console", this::home),
        Route.get("/console/{file…}", this::file));
  }

  private CompletionStage<HttpResponse> home(Request request) {
    return Response.now(Response.empty(302, RawHeader.create("Location", HOME), Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> file(Request request) {
    Asset asset =
        assets
            .find(request.segment("file"))
            .orElseThrow(() -> Problems.notFound(request.path()).asRefusal());
    var tag = RawHeader.create("ETag", asset.entityTag());
    return Response.now(
        Conditions.isKnown(request, asset.entityTag())
            ? Response.empty(304, tag, REVALIDATE)
            : Response.of(
                200,
                ContentTypes.parse(asset.mediaType()),
                asset.content(),
                tag,
                REVALIDATE,
                CONTENT_SECURITY_POLICY,
                NO_REFERRER));
  }
}
