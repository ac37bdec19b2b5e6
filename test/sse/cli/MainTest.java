package sse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void olderJavaIsRefusedAndTheWordsSayWhatHelps() {
        assertEquals(
                """
                sse.jar needs Java 21 or newer; this is Java 17.0.15
                (/opt/jdk-17).
                Run ./sse.jar, which looks for a newer one, or give the full path to one:
                  /path/to/java -jar sse.jar""",
                Main.refusal("17", "17.0.15", "/opt/jdk-17", "sse.jar"));
    }

    @Test
    void java8IsRefusedThoughItCallsItself1Point8() {
        assertEquals(
                """
                sse.jar needs Java 21 or newer; this is Java 1.8.0_392
                (/opt/jdk8/jre).
                Run /opt/sse.jar, which looks for a newer one, or give the full path to one:
                  /path/to/java -jar /opt/sse.jar""",
                Main.refusal("1.8", "1.8.0_392", "/opt/jdk8/jre", "/opt/sse.jar"));
    }

    @Test
    void java20IsTheNewestRefusedAndJava21TheOldestAccepted() {
        assertNotNull(Main.refusal("20", "20.0.2", "/", "sse.jar"));
        assertNull(Main.refusal("21", "21.0.4", "/", "sse.jar"));
        assertNull(Main.refusal("25", "25.0.3", "/", "sse.jar"));
        assertNull(Main.refusal("100", "100-ea", "/", "sse.jar"));
    }

    @Test
    void classFileIsOneThatJava8Reads() throws IOException {
        try (DataInputStream file = new DataInputStream(Main.class.getResourceAsStream("Main.class"))) {
            assertEquals(0xCAFEBABE, file.readInt());
            file.readUnsignedShort(); // minor version
            assertEquals(52, file.readUnsignedShort(), "52 is the class file of Java 8");
        }
    }

    /** An old Java throws when it loads any other class of ours, so Main must verify and refuse without. */
    @Test
    void refusesWithoutLoadingAnyOtherClassOfTheJar() throws Exception {
        ClassLoader mainAlone = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (!name.equals("sse.cli.Main")) throw new ClassNotFoundException(name);
                try (InputStream file = Main.class.getResourceAsStream("Main.class")) {
                    byte[] bytes = file.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        Method refusal = Class.forName("sse.cli.Main", true, mainAlone)
                .getDeclaredMethod("refusal", String.class, String.class, String.class, String.class);
        refusal.setAccessible(true);
        Object words = refusal.invoke(null, "11", "11.0.2", "/opt", "x.jar");
        assertEquals(Main.refusal("11", "11.0.2", "/opt", "x.jar"), words);
    }
}
