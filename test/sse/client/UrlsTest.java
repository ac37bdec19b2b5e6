package sse.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.api.Test;

class UrlsTest {
    @Test
    void whatPeoplePasteIsEscapedAsBrowsersDo() {
        String[][] pasted = {{"http://x/a b?q={1|2}", "http://x/a%20b?q=%7B1%7C2%7D"},
            {"http://x/%C3%A9%zz%4", "http://x/%C3%A9%25zz%254"}, {"http://x/é", "http://x/%C3%A9"},
            {"http://bücher.example:81/é", "http://xn--bcher-kva.example:81/%C3%A9"},
            {"https://u:p@bücher.example?é", "https://u:p@xn--bcher-kva.example?%C3%A9"},
            {"/é://é", "/%C3%A9://%C3%A9"}};
        for (String[] pair : pasted) assertEquals(pair[1], Urls.escaped(pair[0]));
    }

    @Test
    void locationMayHaveAPercentThatBeginsNoEscape() {
        assertEquals(URI.create("http://x/100%25?a=%25zz"), Urls.resolve(URI.create("http://x/b"), "/100%?a=%zz"));
    }
}
