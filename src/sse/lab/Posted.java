package sse.lab;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import sse.http.Refusal;
import sse.text.Digits;
import sse.text.Harmless;

/** What a form says, byte for byte: a value may be what is no UTF-8, to show what that does. For one thread. */
final class Posted {
    private static final int MOST = 16;

    private final Map<String, byte[]> values = new HashMap<>();

    /**
     * Reads {@code application/x-www-form-urlencoded}.
     *
     * @throws Refusal 400 if a % is not followed by two hexadecimal digits, or there are too many fields
     */
    Posted(byte[] form) throws Refusal {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        String name = null;
        for (int i = 0; i <= form.length; i++) {
            int b = i < form.length ? form[i] : '&';
            if (b == '=' && name == null) {
                name = part.toString(StandardCharsets.UTF_8);
                part.reset();
            } else if (b == '&') {
                if (name != null) values.put(name, part.toByteArray());
                if (values.size() > MOST) throw new Refusal(400, "a form has " + MOST + " fields at most");
                name = null;
                part.reset();
            } else if (b == '%') {
                int high = i + 2 < form.length ? Character.digit(form[i + 1], 16) : -1;
                int low = high < 0 ? -1 : Character.digit(form[i + 2], 16);
                if (low < 0) throw new Refusal(400, "the form has a % that is not followed by two hexadecimal digits");
                part.write(high << 4 | low);
                i += 2;
            } else {
                part.write(b == '+' ? ' ' : b);
            }
        }
    }

    /** {@return the value as it is; empty if there is none} */
    byte[] bytes(String name) {
        return values.getOrDefault(name, new byte[0]);
    }

    /** {@return the value as text; empty if there is none} */
    String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** {@return the value as a number} */
    long number(String name, long least, long most) throws Refusal {
        long number = Digits.parse(text(name));
        if (number >= least && number <= most) return number;
        throw new Refusal(400, name + " is a number from " + least + " to " + most + ", not '"
                + Harmless.brief(text(name), 40) + "'");
    }
}
