package org.captioner.pipeline.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server on this machine that has one file, and misbehaves as told. */
final class FileServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
    volatile byte[] content;
    volatile String tag = "\"one\"";
    volatile boolean knowsRanges = true;
    final AtomicInteger cuts = new AtomicInteger();
    final AtomicInteger stalls = new AtomicInteger();
    final AtomicInteger busy = new AtomicInteger();
    volatile String stated;
    private long received;

    FileServer(byte[] content) {
        this.content = content;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/file", this::file);
        server.createContext("/moved", exchange -> redirect(exchange, "/file"));
        server.createContext("/circle", exchange -> redirect(exchange, "/circle"));
        server.start();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** The Range header of each request, or {@code whole}. */
    List<String> ranges() {
        return List.copyOf(ranges);
    }

    private void file(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "whole" : range);
        if (next(busy)) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        boolean same = condition == null || condition.equals(tag);
        int start =
                range != null && knowsRanges && same
                        ? Integer.parseInt(range.replaceAll("\\D", ""))
                        : 0;
        if (tag != null) {
            exchange.getResponseHeaders().set("ETag", tag);
        }
        if (start >= content.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
            exchange.sendResponseHeaders(416, -1);
            exchange.close();
            return;
        }
        if (start > 0) {
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes " + start + "-" + (content.length - 1) + "/" + content.length);
        }
        int count = content.length - start;
        exchange.sendResponseHeaders(start > 0 ? 206 : 200, count);
        boolean cut = next(cuts);
        boolean stall = !cut && next(stalls);
        exchange.getResponseBody().write(content, start, cut || stall ? count / 2 : count);
        exchange.getResponseBody().flush();
        if (cut) {
            awaitReceived(start + count / 2);
        }
        if (stall) {
            awaitClose();
        }
        // With bytes owed this closes the connection, as a broken line does.
        exchange.close();
    }

    /** Whether to misbehave once more. */
    private static boolean next(AtomicInteger times) {
        return times.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    /** Told by the client's listener: a line that breaks early may swallow bytes on their way. */
    synchronized void reportReceived(long bytes) {
        received = bytes;
        notifyAll();
    }

    private synchronized void awaitReceived(long bytes) {
        try {
            while (received != bytes) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        if (stated != null) {
            exchange.getResponseHeaders().set("X-Linked-ETag", stated);
        }
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void awaitClose() {
        try {
            boolean ended = closed.await(1, TimeUnit.MINUTES);
            if (!ended) {
                throw new IllegalStateException("the server was not closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
