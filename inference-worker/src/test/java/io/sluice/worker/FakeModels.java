package io.sluice.worker;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** The models of the fake coordinator, which can come broken. */
final class FakeModels {
    /** The ranges that were asked for; "" for all. */
    final List<String> ranges = new CopyOnWriteArrayList<>();

    private final Map<ModelVersion, byte[]> files = new LinkedHashMap<>();
    private int breaks;
    private int corruptions;
    private boolean isAway;
    private Runnable afterBreak = () -> {};

    synchronized void add(ModelVersion version, byte[] file) {
        files.put(version, file);
    }

    /** The next answers end in the middle. */
    synchronized void breakOff(int times) {
        breaks = times;
    }

    synchronized void afterBreak(Runnable change) {
        afterBreak = change;
    }

    /** The next answers have one other byte. */
    synchronized void corrupt(int times) {
        corruptions = times;
    }

    synchronized void takeAway() {
        isAway = true;
    }

    synchronized List<Map<String, Object>> assigned() {
        List<Map<String, Object>> assigned = new ArrayList<>();
        files.forEach((version, file) ->
                assigned.add(
                        Map.of(
                                "model",
                                version.name(),
                                "version",
                                version.version(),
                                "sha256",
                                sha256(file),
                                "size",
                                file.length,
                                "channel",
                                "stable")));
        return assigned;
    }

    synchronized void handle(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        byte[] file = files.get(new ModelVersion(path[4], path[6]));
        if (isAway || file == null) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        String range =
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Range"), "");
        ranges.add(range);
        boolean isPart =
                !range.isEmpty()
                        && ("\"" + sha256(file) + "\"")
                                .equals(exchange.getRequestHeaders().getFirst("If-Range"));
        int start = isPart ? Integer.parseInt(range.replaceAll("[^0-9]", "")) : 0;
        send(exchange, isPart ? 206 : 200, Arrays.copyOfRange(file, start, file.length));
    }

    private void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length);
        if (corruptions-- > 0) {
            bytes[bytes.length / 2] ^= 1;
        }
        boolean isBroken = breaks-- > 0;
        int length = isBroken ? bytes.length / 2 : bytes.length;
        exchange.getResponseBody().write(bytes, 0, length);
        exchange.getResponseBody().flush();
        exchange.close();
        if (isBroken) {
            afterBreak.run();
        }
    }

    static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
