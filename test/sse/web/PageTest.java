package sse.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page's text and its policy. */
class PageTest {
    private static final int LIMIT = 12 << 10;

    private static String html;
    private static String policy;

    @BeforeAll
    static void read() throws IOException {
        try (Site site = new Site()) {
            HttpURLConnection connection = (HttpURLConnection) URI.create(site.url("/")).toURL().openConnection();
            connection.setRequestProperty("Accept", "text/html");
            try (InputStream in = connection.getInputStream()) {
                html = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            policy = connection.getHeaderField("Content-Security-Policy");
        }
    }

    private static String element(String name) {
        assertEquals(2, html.split("<" + name + ">", -1).length, "one " + name);
        return html.substring(html.indexOf("<" + name + ">") + name.length() + 2, html.indexOf("</" + name + ">"));
    }

    private static String hash(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }

    @Test
    void isSmall() {
        int bytes = html.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < LIMIT, bytes + " bytes");
    }

    @Test
    void policyLetsItsOwnScriptAndStyleRunAndNothingElse() throws Exception {
        String sources = "default-src 'none'; script-src " + hash(element("script")) + "; style-src "
                + hash(element("style")) + "; ";
        assertTrue(policy.startsWith(sources), policy);
        assertTrue(policy.contains("; connect-src 'self' http://localhost:"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(html.contains("style=") || html.contains(" onclick="), "inline attributes are not let run");
    }

    @Test
    void asksNobodyElse() {
        String text = html.replace("http://127.0.0.1:8080/", ""); // the lines for curl
        for (String way : new String[] {"http:", "https:", "src=", "@import", "url("}) assertFalse(text.contains(way),
                way);
    }

    @Test
    void everyFieldHasALabel() {
        List<String> without = new ArrayList<>();
        String[] labels = html.split("<label>");
        StringBuilder outside = new StringBuilder(labels[0]);
        for (int i = 1; i < labels.length; i++) outside.append(labels[i].substring(labels[i].indexOf("</label>")));
        for (String tag : outside.toString().split("<")) {
            if (tag.startsWith("input") || tag.startsWith("textarea")) without.add(tag);
        }
        assertEquals(List.of(), without);
        assertEquals(6, labels.length);
    }

    @Test
    void dataIsNeverMarkup() {
        for (String way : new String[] {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("}) {
            assertFalse(html.contains(way), way);
        }
    }
}
