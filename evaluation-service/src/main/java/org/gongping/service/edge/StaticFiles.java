package org.gongping.service.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.gongping.core.Sha256;

/**
 * The browser application, read from the class path into memory at the start. A request names an entry of that map or
 * nothing: no path of a request ever reaches a file system.
 */
final class StaticFiles {
    private static final String NONCE_PLACE = "__CSP_NONCE__";
    private static final String INDEX = "/index.html";
    private static final String HASHED = "/assets/";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private record Asset(String contentType, Buffer bytes, Optional<Buffer> gzip, String etag) {}

    private final Map<String, Asset> assets;

    private StaticFiles(Map<String, Asset> assets) {
        this.assets = Map.copyOf(assets);
    }

    /** @param folder on the class path, such as {@code /web} */
    static StaticFiles load(String folder) {
        URL index = StaticFiles.class.getResource(folder + INDEX);
        if (index == null) {
            return new StaticFiles(Map.of());
        }
        try {
            URI uri = index.toURI();
            if (!uri.getScheme().equals("jar")) {
                return new StaticFiles(read(Path.of(uri).getParent()));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return new StaticFiles(read(jar.getPath(folder)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the browser application cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one file whose path begins and ends so; nothing when there is none, or several. */
    Optional<Served> only(String prefix, String suffix) {
        List<Served> found = assets.entrySet().stream()
                .filter(asset ->
                        asset.getKey().startsWith(prefix) && asset.getKey().endsWith(suffix))
                .map(asset -> new Served(
                        asset.getKey(), Sha256.hex(asset.getValue().bytes().getBytes())))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    boolean isEmpty() {
        return assets.isEmpty();
    }

    private static Map<String, Asset> read(Path root) throws IOException {
        var assets = new HashMap<String, Asset>();
        List<Path> files;
        try (var walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String name = "/" + root.relativize(file).toString().replace('\\', '/');
            assets.put(name, asset(name, Files.readAllBytes(file)));
        }
        return assets;
    }

    private static Asset asset(String name, byte[] bytes) throws IOException {
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        Optional<Buffer> smaller = packed.size() < bytes.length * 9L / 10
                ? Optional.of(Buffer.buffer(packed.toByteArray()))
                : Optional.empty();
        try {
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
            return new Asset(type, Buffer.buffer(bytes), smaller, "\"" + digest + "\"");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Serves GET and HEAD; passes on what it does not know. */
    void handle(RoutingContext ctx) {
        String method = ctx.request().method().name();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            ctx.next();
            return;
        }
        String path = ctx.normalizedPath();
        if (!path.equals("/") && !path.equals(INDEX) && assets.containsKey(path)) {
            send(ctx, path, assets.get(path));
        } else if (assets.containsKey(INDEX) && isPage(ctx, path)) {
            sendPage(ctx, assets.get(INDEX));
        } else {
            ctx.next();
        }
    }

    /** A navigation to a place inside the application, not a missing file or a call of the API. */
    private static boolean isPage(RoutingContext ctx, String path) {
        if (path.equals("/") || path.equals(INDEX)) {
            return true;
        }
        String accept = Optional.ofNullable(ctx.request().getHeader("Accept")).orElse("");
        return accept.contains("text/html")
                && !path.startsWith("/api/")
                && !path.startsWith("/auth/")
                && !path.startsWith(HASHED);
    }

    private static void send(RoutingContext ctx, String path, Asset asset) {
        HttpServerResponse response = ctx.response();
        // A hashed name never changes its content; anything else is asked for again.
        response.putHeader(
                        "Cache-Control", path.startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache")
                .putHeader("ETag", asset.etag())
                .putHeader("Vary", "Accept-Encoding");
        if (asset.etag().equals(ctx.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", asset.contentType());
        String encodings =
                Optional.ofNullable(ctx.request().getHeader("Accept-Encoding")).orElse("");
        if (asset.gzip().isPresent() && encodings.contains("gzip")) {
            response.putHeader("Content-Encoding", "gzip");
            end(ctx, asset.gzip().get());
        } else {
            end(ctx, asset.bytes());
        }
    }

    private static void sendPage(RoutingContext ctx, Asset index) {
        String page = index.bytes().toString(StandardCharsets.UTF_8).replace(NONCE_PLACE, SecurityHeaders.nonce(ctx));
        ctx.response().putHeader("Cache-Control", "no-store").putHeader("Content-Type", index.contentType());
        end(ctx, Buffer.buffer(page));
    }

    private static void end(RoutingContext ctx, Buffer bytes) {
        if (ctx.request().method().name().equals("HEAD")) {
            ctx.response()
                    .putHeader("Content-Length", String.valueOf(bytes.length()))
                    .end();
        } else {
            ctx.response().end(bytes);
        }
    }
}
