package sse.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A host as requests and origins write it: a name, or an address, of version 6 in brackets. */
public final class HostName {
    private HostName() {}

    /** {@return the host of a {@code Host} header or an origin's end} Without port and last dot, in lower case. */
    public static String of(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean port = colon >= 0 && authority.indexOf(']', colon) < 0;
        String host = (port ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
        return host.length() > 1 && host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** {@return whether it is this machine to whoever asks for it} */
    public static boolean isLoopback(String host) {
        return host.equals("localhost") || host.endsWith(".localhost") || host.equals("[::1]")
                || host.startsWith("127.") && isAddress(host);
    }

    /** {@return whether it is an address, so that nobody looks it up} */
    public static boolean isAddress(String host) {
        if (host.startsWith("[")) return host.endsWith("]") && host.indexOf(':') > 0;
        int dots = 0;
        int from = 0;
        for (int i = 0; i <= host.length(); i++) {
            if (i < host.length() && host.charAt(i) != '.') continue;
            long part = Digits.parse(host, from, i);
            if (part < 0 || part > 255 || i - from > 3) return false;
            from = i + 1;
            dots++;
        }
        return dots == 4;
    }

    /** {@return whether a name or an address has no other characters than they have} */
    public static boolean isPlain(String host) {
        if (host.startsWith("[")) return address(host) != null;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && "-_.".indexOf(c) < 0) return false;
        }
        return !host.isEmpty() && host.length() < 256 && host.charAt(0) != '.' && host.charAt(0) != '-';
    }

    /** {@return without the brackets of an address of version 6} */
    public static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** {@return whether it is this address; one of this machine's, if that is the one for all} */
    public static boolean isAt(String host, InetAddress bound) {
        InetAddress address = address(host);
        return address != null && (bound.isAnyLocalAddress() ? isHere(address) : bound.equals(address));
    }

    /** {@return whether it is an address of this machine} */
    public static boolean isHere(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@return the address that is written so, or null} Nothing is looked up. */
    public static InetAddress address(String host) {
        if (!isAddress(host)) return null;
        try {
            return InetAddress.getByName(host);
        } catch (IOException e) {
            return null; // brackets around something else
        }
    }

    /**
     * {@return the address as a URL has it} Of version 6 in its short form (RFC 5952), in brackets, without the zone,
     * which only this machine knows.
     */
    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) return address.getHostAddress();
        byte[] bytes = address.getAddress();
        int[] parts = new int[8];
        for (int i = 0; i < 8; i++) parts[i] = (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF;
        int longest = 1; // a single zero is written
        int at = -1;
        for (int i = 0, zeros = 0; i < 8; i++) {
            zeros = parts[i] == 0 ? zeros + 1 : 0;
            if (zeros <= longest) continue;
            longest = zeros;
            at = i + 1 - zeros;
        }
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < 8; i++) {
            if (i == at) {
                text.append("::");
                i += longest - 1;
                continue;
            }
            if (text.charAt(text.length() - 1) != ':' && i > 0) text.append(':');
            text.append(Integer.toHexString(parts[i]));
        }
        return text.append(']').toString();
    }

    /** {@return whether it is what this machine calls itself, or that within the local network: {@code NAME.local}} */
    public static boolean isOfThisMachine(String host) {
        return namesOfThisMachine().contains(host);
    }

    /** {@return what this machine calls itself, whole and without its domain, and within the local network} */
    public static List<String> namesOfThisMachine() {
        String name = Machine.NAME;
        int dot = name.indexOf('.');
        String first = dot < 0 ? name : name.substring(0, dot);
        return first.isEmpty() ? List.of() : List.of(name, first, first + ".local");
    }

    /** Asked for when somebody calls this machine by a name, because that may take a look-up. */
    private static final class Machine {
        static final String NAME = of(name());

        private static String name() {
            try {
                return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            } catch (IOException | RuntimeException notLinux) {
                try {
                    return InetAddress.getLocalHost().getHostName();
                } catch (IOException unknown) {
                    return "";
                }
            }
        }
    }

    /**
     * {@return the addresses of this machine that others may reach, as URLs have them} The one that most others see
     * comes first, then those of version 4.
     */
    public static List<String> addressesForOthers() {
        List<String> found = new ArrayList<>();
        try {
            for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!card.isUp()) continue;
                for (InetAddress address : Collections.list(card.getInetAddresses())) {
                    if (address.isLoopbackAddress() || address.isLinkLocalAddress()) continue;
                    found.add(address instanceof Inet6Address ? found.size() : 0, of(address)); // version 4 first
                }
            }
        } catch (IOException e) {
            // then they are not known
        }
        String first = outward();
        if (found.remove(first)) found.add(0, first);
        return found;
    }

    /** Where the way to everybody else begins. Nothing is sent: the system only chooses the way. */
    private static String outward() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 9); // nobody's (RFC 5737)
            return of(socket.getLocalAddress());
        } catch (IOException | UncheckedIOException noWay) {
            return null;
        }
    }
}
