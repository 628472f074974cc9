package org.captioner.pipeline.download;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.captioner.dataset.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Proxies as command-line programs find them: {@code https_proxy}, {@code http_proxy}, {@code
 * all_proxy} and {@code no_proxy}, in small letters or capitals; without one, Java's own settings.
 * This machine itself is always reached directly.
 */
public final class EnvironmentProxies extends ProxySelector {
    private static final int USUAL_PORT = 80;

    private final Map<String, String> environment;
    private final ProxySelector otherwise;

    /**
     * Proxies of a given environment.
     *
     * @param otherwise asked where the environment names no proxy
     */
    EnvironmentProxies(Map<String, String> environment, ProxySelector otherwise) {
        this.environment = Map.copyOf(environment);
        this.otherwise = otherwise;
    }

    /** The proxies of this process. */
    public static EnvironmentProxies ofProcess() {
        return new EnvironmentProxies(System.getenv(), ProxySelector.getDefault());
    }

    @Override
    public List<Proxy> select(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        if (isThisMachine(host) || isExempt(host)) {
            return List.of(Proxy.NO_PROXY);
        }
        Optional<String> named =
                variable(address.getScheme() + "_proxy").or(() -> variable("all_proxy"));
        return named.isPresent() ? List.of(parse(named.get())) : otherwise.select(address);
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
        // The download itself reports the failure.
    }

    private boolean isExempt(String host) {
        for (String pattern : variable("no_proxy").orElse("").split(",", -1)) {
            String domain = pattern.strip().toLowerCase(Locale.ROOT);
            domain = domain.startsWith("*.") ? domain.substring(2) : domain;
            domain = domain.startsWith(".") ? domain.substring(1) : domain;
            boolean named = !domain.isEmpty() && (host + ".").endsWith(domain + ".");
            boolean wholeLabels = host.length() == domain.length() || host.endsWith("." + domain);
            if (domain.equals("*") || (named && wholeLabels)) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static Proxy parse(String value) {
        try {
            URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
            if ("http".equals(proxy.getScheme()) && proxy.getHost() != null) {
                int port = proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort();
                // Unresolved: the connection looks the name up, and fails if it is unknown.
                return new Proxy(
                        Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port));
            }
        } catch (IllegalArgumentException e) {
            throw notAProxy(e);
        }
        throw notAProxy(null);
    }

    private static InputException notAProxy(@Nullable Throwable cause) {
        // The value itself may hold a password.
        return new InputException(
                "the proxy in the environment is not of the form http://host:port; correct"
                        + " https_proxy or http_proxy",
                cause);
    }
}
