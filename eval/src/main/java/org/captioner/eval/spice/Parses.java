package org.captioner.eval.spice;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;

/** Parses many captions: each distinct text once, cached ones not at all, the rest in parallel. */
final class Parses {
    private final CaptionParser parser;
    private final ParseCache cache;
    private final int threads;

    Parses(CaptionParser parser, ParseCache cache, int threads) {
        this.parser = parser;
        this.cache = cache;
        this.threads = threads;
    }

    /** The parse of every text; new ones are kept for the next run. */
    Map<String, Parse> of(Collection<String> texts) {
        Map<String, Parse> parses = new ConcurrentHashMap<>();
        Set<String> unknown = new LinkedHashSet<>();
        for (String text : new LinkedHashSet<>(texts)) {
            cache.get(text)
                    .ifPresentOrElse(
                            parse -> parses.put(text, Parse.read(parse)), () -> unknown.add(text));
        }
        if (!unknown.isEmpty()) {
            try {
                parse(unknown, parses);
            } finally {
                cache.save();
            }
        }
        return parses;
    }

    private void parse(Set<String> texts, Map<String, Parse> parses) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            pool.submit(() -> texts.parallelStream().forEach(text -> parse(text, parses))).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while parsing", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private void parse(String text, Map<String, Parse> parses) {
        String parse = text.isBlank() ? "" : parser.apply(text);
        parses.put(text, Parse.read(parse));
        cache.put(text, parse);
    }
}
