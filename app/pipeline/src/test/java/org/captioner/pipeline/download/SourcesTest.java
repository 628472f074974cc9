package org.captioner.pipeline.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.captioner.dataset.InputException;
import org.junit.jupiter.api.Test;

class SourcesTest {
    @Test
    void everyDeclaredAddressIsEncryptedAndNoneIsAPickle() {
        for (CatalogueItem item : Catalogue.declared().items()) {
            assertFalse(item.licence().isBlank() || item.citation().isBlank(), item.name());
            for (CatalogueFile file : item.files()) {
                assertEquals("https", file.address().getScheme(), item.name());
                assertFalse(file.address().getPath().endsWith(".pth"), item.name());
            }
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        InputException refused =
                assertThrows(InputException.class, () -> Catalogue.declared().item("vgg"));

        assertTrue(refused.getMessage().contains("resnet50, resnet101"), refused.getMessage());
    }

    @Test
    void anAddressThatEndsInASlashHoldsAllFiles() {
        CatalogueItem photos = Catalogue.declared().item("flickr8k");

        CatalogueItem elsewhere = photos.from(FileOrigin.parse("HTTPS://example.org/a/"));

        assertEquals(
                URI.create("https://example.org/a/Flickr8k_text.zip"),
                elsewhere.files().get(0).address());
        assertThrows(
                InputException.class,
                () -> photos.from(FileOrigin.parse("https://example.org/one.zip")));
        assertThrows(InputException.class, () -> FileOrigin.parse("ftp://example.org/one.zip"));
    }

    @Test
    void redirectsMayRaiseToEncryptionButNotGiveItUp() {
        URI plain = URI.create("http://example.org/a");
        URI secure = URI.create("https://example.org/a");

        assertEquals(
                URI.create("https://b.org/"), Redirects.next(plain, Optional.of("https://b.org/")));
        assertEquals(URI.create("https://example.org/b"), Redirects.next(secure, Optional.of("b")));
        for (String location : List.of("http://b.org/", "file:///etc/passwd", "::")) {
            assertThrows(
                    InputException.class,
                    () -> Redirects.next(secure, Optional.of(location)),
                    location);
        }
        assertThrows(InputException.class, () -> Redirects.next(secure, Optional.empty()));
    }

    @Test
    void proxiesOfTheEnvironmentAreUsedExceptWhereExempt() {
        Map<String, String> environment =
                Map.of("https_proxy", "http://proxy:3128/", "NO_PROXY", "local.org, .inner.net");

        assertEquals("proxy:3128", proxy(environment, "https://example.org/"));
        assertEquals("direct", proxy(environment, "http://example.org/"));
        assertEquals("direct", proxy(environment, "https://local.org/"));
        assertEquals("direct", proxy(environment, "https://a.inner.net/"));
        assertEquals("proxy:3128", proxy(environment, "https://notlocal.org/"));
        assertEquals("direct", proxy(environment, "https://127.0.0.1/"));
        assertThrows(
                InputException.class,
                () -> proxy(Map.of("http_proxy", "socks5://p"), "http://example.org/"));
    }

    private static String proxy(Map<String, String> environment, String address) {
        ProxySelector direct = ProxySelector.of(null);
        Proxy proxy =
                new EnvironmentProxies(environment, direct).select(URI.create(address)).get(0);
        return proxy.address() instanceof InetSocketAddress socket
                ? socket.getHostString() + ":" + socket.getPort()
                : "direct";
    }
}
