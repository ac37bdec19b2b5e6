package sse.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Origins that a user names. */
class OriginTest {

    @Test
    void whatABrowserCanSendIsTakenAndPutRight() {
        for (String[] pair : new String[][] {{"*", "*"}, {"null", "null"}, {"https://a.example", "https://a.example"},
            {"http://localhost:3000/", "http://localhost:3000"}, {"HTTP://App.Example:80", "http://app.example"},
            {"https://a.example:443/", "https://a.example"}, {"https://a.example:80", "https://a.example:80"},
            {"http://b\u00fccher.example", "http://xn--bcher-kva.example"},
            {"http://[0:0::1]:3000", "http://[::1]:3000"},
            {"chrome-extension://abcdef", "chrome-extension://abcdef"}, {"http://127.0.0.1", "http://127.0.0.1"}}) {
            assertEquals(pair[1], Origin.of(pair[0]), pair[0]);
        }
    }

    @Test
    void whatNeverMatchesIsRefusedWithTheRightSpelling() {
        for (String[] pair : new String[][] {{"localhost:3000", "write http://localhost:3000"},
            {"a.example", "write http://a.example"}, {"http://a.example/app", "write http://a.example"},
            {"foo", "such as http://localhost:3000"}, {"", "such as http"}, {"http://", "such as http"},
            {"http://a b", "such as http"}, {"http://u@a.example", "such as http"}, {"http://a:x", "such as http"},
            {"http://a:99999", "such as http"}, {"http://127.1", "such as http"}, {"http://*.example", "such as http"},
            {"file:///tmp/a.html", "origin null"}, {"http://[x]", "such as http"}}) {
            String says = assertThrows(IllegalArgumentException.class, () -> Origin.of(pair[0]), pair[0]).getMessage();
            assertTrue(says.startsWith("'" + pair[0] + "' is no origin of a page: ") && says.contains(pair[1]), says);
        }
    }
}
